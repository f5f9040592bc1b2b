import type { ResourceRegistry } from '../../api/resource-registry';
import { apiVersionOf, type ResourceType } from '../../api/types';
import { hashOf, sendTagged } from '../discovery';
import type { ApiRequest } from '../request';
import { commonHeaders, sendJson } from '../respond';
import { serverVersion } from '../server-version';
import { kindPaths } from './kind-paths';
import { kindSchemas, metaSchemas } from './kind-schemas';

interface Document {
  text: string;
  hash: string;
}

const yearMs = 365 * 24 * 3600 * 1000;

/**
 * The OpenAPI v3 documents, one per group and version, created on the first request.
 * kubectl reads them for `explain`, and to detect that the server supports validation and dry runs.
 */
export class OpenApi {
  private documents = new Map<string, Document>();

  constructor(private readonly registry: ResourceRegistry) {
    registry.onChange(() => {
      this.documents = new Map();
    });
  }

  /** Handles /openapi/v3 and its documents; returns false if the document does not exist. */
  handle(request: ApiRequest, path: string[]): boolean {
    const name = path.join('/');
    if (name === '') {
      this.sendIndex(request);
      return true;
    }
    const document = this.document(name);
    if (!document) return false;
    const requestedHash = request.query.get('hash');
    if (requestedHash !== null && requestedHash !== document.hash) {
      redirect(request, urlOf(name, document));
      return true;
    }
    sendTagged(
      request,
      document.text,
      {
        ...commonHeaders(request),
        'Content-Type': 'application/json',
        Vary: 'Accept',
        ...(requestedHash === null
          ? {}
          : {
              'Cache-Control': 'public, immutable',
              Expires: new Date(Date.now() + yearMs).toUTCString(),
            }),
      },
      document.hash,
    );
    return true;
  }

  private sendIndex(request: ApiRequest): void {
    const paths: Record<string, { serverRelativeURL: string }> = {};
    for (const name of this.names()) {
      const document = this.document(name);
      if (document) paths[name] = { serverRelativeURL: urlOf(name, document) };
    }
    sendTagged(request, JSON.stringify({ paths }), {
      ...commonHeaders(request),
      'Content-Type': 'application/json',
    });
  }

  private names(): string[] {
    return [...new Set(this.registry.types().map(documentNameOf))].sort();
  }

  private document(name: string): Document | undefined {
    let document = this.documents.get(name);
    if (document) return document;
    const types = this.registry
      .types()
      .filter(type => documentNameOf(type) === name);
    if (types.length === 0) return undefined;
    const text = JSON.stringify({
      openapi: '3.0.0',
      info: { title: 'Kubernetes', version: serverVersion.gitVersion },
      paths: Object.assign({}, ...types.map(kindPaths)),
      components: {
        schemas: Object.assign({}, metaSchemas, ...types.map(kindSchemas)),
      },
    });
    document = { text, hash: hashOf(text) };
    this.documents.set(name, document);
    return document;
  }
}

function documentNameOf(type: ResourceType): string {
  return type.group ? `apis/${apiVersionOf(type)}` : `api/${type.version}`;
}

function urlOf(name: string, document: Document): string {
  return `/openapi/v3/${name}?hash=${document.hash}`;
}

function redirect(request: ApiRequest, location: string): void {
  sendJson(request, 301, {}, { Location: location });
}
