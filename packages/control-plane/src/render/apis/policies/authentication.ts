import type { RESTPolicy } from '@promenade/openchoreo-model';
import {
  hasCredentials,
  normalizeHttpUrl,
  quoteAddress,
} from '../../../core/effective-binding/address';
import { validateName } from '../../../core/effective-binding/validate-names';
import { invalid, type Problem } from '../../../core/problem';
import { nonEmpty, type JsonObject } from '../../../runtime/json';
import { headerName } from './mediation';

/** How callers authenticate, as members of a SecurityPolicy. */
export interface Authentication {
  readonly jwt?: JsonObject;
  readonly apiKeyAuth?: JsonObject;
  readonly basicAuth?: JsonObject;
  /** What the token of a caller must grant, as a principal of an authorization. */
  readonly principal?: JsonObject;
}

/** Input of {@link renderAuthentication} besides the policy. */
export interface AuthenticationInput {
  /** Path of the policy, for problems. */
  readonly field: string;
  /** Scopes that the operation requires in addition to those of the policy. */
  readonly scopes: readonly string[];
  /** Path of those scopes, for problems. */
  readonly scopesField: string;
  /** URI of the key set of the environment, for policies that name none. */
  readonly remoteJwks?: string;
}

type Settings = NonNullable<RESTPolicy['authentication']>;
type Result = { authentication: Authentication; problems: Problem[] };

const jwtProvider = 'default';
/** Limits of the SecurityPolicy CRD of Envoy Gateway. */
const maxScopes = 16;
const maxAudiences = 8;
const maxTextLength = 253;
/** A scope of RFC 6749, of a length that gateways allow. */
const scopePattern = /^[!#-[\]-~]{1,253}$/;

/**
 * Renders the authentication of a policy. `jwt` and `oauth2` validate tokens against a key set, the policy's or the
 * environment's; `apikey` and `basic` use a Secret in the cell. An operation with scopes requires tokens, even where
 * the policy has no authentication.
 */
export function renderAuthentication(
  policy: RESTPolicy,
  input: AuthenticationInput,
): Result {
  const { authentication } = policy;
  const field = `${input.field}.authentication`;
  switch (authentication?.type) {
    case undefined:
      return input.scopes.length
        ? renderTokenAuthentication(undefined, input, field)
        : { authentication: {}, problems: [] };
    case 'jwt':
      return authentication.jwt
        ? renderTokenAuthentication(authentication, input, field)
        : failed(
            `${field}.jwt`,
            'authentication of type jwt needs jwks and issuer; set authentication.jwt',
          );
    case 'oauth2':
      return renderTokenAuthentication(authentication, input, field);
    case 'apikey':
      return rejectScopes(
        renderApiKeyAuthentication(authentication, field),
        input,
        'an apikey',
      );
    case 'basic':
      return rejectScopes(
        renderBasicAuthentication(authentication, field),
        input,
        'a password',
      );
    default:
      return failed(
        `${field}.type`,
        `authentication of type ${authentication?.type} is not supported; use jwt, oauth2, apikey or basic`,
      );
  }
}

function renderTokenAuthentication(
  settings: Settings | undefined,
  input: AuthenticationInput,
  field: string,
): Result {
  const declared = settings?.jwt?.jwks.trim() || input.remoteJwks?.trim();
  const jwksField = settings?.jwt?.jwks.trim()
    ? `${field}.jwt.jwks`
    : 'spec.gateway.security.remoteJwks.uri of the Environment';
  if (!declared) {
    return failed(
      settings ? `${field}.jwt.jwks` : input.scopesField,
      'no key set is configured to validate tokens; set authentication.jwt in the APIClass, or spec.gateway.security.remoteJwks.uri of the Environment',
    );
  }
  if (hasCredentials(declared)) {
    return failed(
      jwksField,
      'the URI of the key set contains credentials, which would be readable in the Release; remove them',
    );
  }
  const jwks = normalizeHttpUrl(declared);
  if (!jwks) {
    return failed(
      jwksField,
      `${quoteAddress(
        declared,
      )} is not the URL of a key set; write it like https://idp.example.com/jwks`,
    );
  }
  const issuer = settings?.jwt?.issuer.trim() || undefined;
  const audiences = settings?.jwt?.audience ?? [];
  const ofPolicy = settings?.oauth2?.scopes ?? [];
  const scopes = [
    ...ofPolicy,
    ...input.scopes.filter(scope => !ofPolicy.includes(scope)),
  ];
  return {
    authentication: {
      jwt: {
        providers: [
          {
            name: jwtProvider,
            remoteJWKS: { uri: jwks },
            issuer,
            audiences: nonEmpty(audiences),
          },
        ],
      },
      principal: scopes.length ? { provider: jwtProvider, scopes } : undefined,
    },
    problems: [
      ...validateLength(jwksField, jwks),
      ...validateLength(`${field}.jwt.issuer`, issuer),
      ...validateIssuer(`${field}.jwt.issuer`, issuer),
      ...validateCount(`${field}.jwt.audience`, audiences, maxAudiences),
      ...validateCount(
        input.scopes.length ? input.scopesField : `${field}.oauth2.scopes`,
        scopes,
        maxScopes,
      ),
      ...validateScopes(`${field}.oauth2.scopes`, ofPolicy),
      ...validateScopes(input.scopesField, input.scopes),
    ],
  };
}

function renderApiKeyAuthentication(
  { apikey }: Settings,
  field: string,
): Result {
  const { queryParam, secretRef } = apikey ?? {};
  const header = apikey?.header?.trim();
  if (!secretRef) {
    return failed(
      `${field}.apikey.secretRef`,
      'no API keys are configured; name a Secret of the cell with one key per caller',
    );
  }
  const nameProblems = validateName(
    secretRef,
    'Secret',
    `${field}.apikey.secretRef`,
  );
  if (nameProblems.length > 0) {
    return { authentication: {}, problems: nameProblems };
  }
  if (!header && !queryParam) {
    return failed(
      `${field}.apikey.header`,
      'neither header nor queryParam is set; set one of them',
    );
  }
  if (header && !headerName.test(header)) {
    return failed(
      `${field}.apikey.header`,
      `"${header}" is not the name of a header; write it like X-API-Key`,
    );
  }
  return {
    problems: [],
    authentication: {
      apiKeyAuth: {
        credentialRefs: [secretObjectRef(secretRef)],
        extractFrom: [
          ...(header ? [{ headers: [header] }] : []),
          ...(queryParam ? [{ params: [queryParam] }] : []),
        ],
      },
    },
  };
}

function renderBasicAuthentication({ basic }: Settings, field: string): Result {
  const at = `${field}.basic.secretRef`;
  if (!basic?.secretRef) {
    return failed(
      at,
      'no users are configured; name a Secret of the cell with the users in .htpasswd',
    );
  }
  const problems = validateName(basic.secretRef, 'Secret', at);
  return problems.length > 0
    ? { authentication: {}, problems }
    : {
        problems,
        authentication: {
          basicAuth: { users: secretObjectRef(basic.secretRef) },
        },
      };
}

function secretObjectRef(name: string): JsonObject {
  return { group: '', kind: 'Secret', name };
}

function rejectScopes(
  result: Result,
  { scopes, scopesField }: AuthenticationInput,
  credential: string,
): Result {
  return scopes.length
    ? {
        ...result,
        problems: [
          ...result.problems,
          invalid(
            scopesField,
            `${credential} grants no scopes; remove scopes, or use an APIClass with authentication of type jwt or oauth2`,
          ),
        ],
      }
    : result;
}

/** An issuer is any text, or a URI where it contains a colon (RFC 7519). It is compared with that of tokens as it is. */
function validateIssuer(field: string, issuer = ''): Problem[] {
  return issuer.includes(':') && !URL.canParse(issuer)
    ? [
        invalid(
          field,
          `${quoteAddress(
            issuer,
          )} is not a URI; write it as the tokens have it, for example https://idp.example.com`,
        ),
      ]
    : [];
}

function validateCount(field: string, list: readonly string[], most: number) {
  return list.length > most
    ? [
        invalid(
          field,
          `${list.length} are more than the ${most} that a gateway allows; remove some`,
        ),
      ]
    : [];
}

function validateScopes(field: string, scopes: readonly string[]): Problem[] {
  return scopes
    .filter(scope => !scopePattern.test(scope))
    .map(scope =>
      invalid(
        field,
        `${JSON.stringify(
          scope,
        )} is not a scope; use 1 to ${maxTextLength} characters without spaces, quotes and backslashes`,
      ),
    );
}

function validateLength(field: string, text = '') {
  return text.length > maxTextLength
    ? [
        invalid(
          field,
          `longer than the ${maxTextLength} characters that a gateway allows; shorten it`,
        ),
      ]
    : [];
}

function failed(field: string, message: string): Result {
  return { authentication: {}, problems: [invalid(field, message)] };
}
