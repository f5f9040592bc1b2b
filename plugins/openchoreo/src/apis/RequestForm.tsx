import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Select, Text, TextAreaField, TextField } from '@backstage/ui';
import {
  callMethods,
  commands,
  type ApiAddress,
  type ApiOperation,
  type CallResponse as Response,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { CopyButton, ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { CallResponse } from './CallResponse';
import {
  curlCommand,
  hasBody,
  missingParameters,
  parseHeaders,
  type CallRequest,
} from './callRequest';
import styles from './apis.module.css';

/** An address that a request can be sent to. */
export interface CallTarget extends ApiAddress {
  environment: string;
}

type MethodRequest = CallRequest & { method: (typeof callMethods)[number] };

const emptyRequest: MethodRequest = {
  method: 'GET',
  path: '/',
  headers: '',
  body: '',
};

/** A request to an address, and the response. */
export function RequestForm(props: {
  component: ComponentRef;
  endpoint: string;
  target: CallTarget;
  operation?: ApiOperation;
}) {
  const { component, endpoint, target, operation } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const call = useMutation();
  const [response, setResponse] = useState<Response>();
  const [request, setRequest] = useState(emptyRequest);
  useEffect(() => {
    const method = callMethods.find(each => each === operation?.method);
    if (!operation || !method) return;
    setRequest(current => ({ ...current, method, path: operation.path }));
  }, [operation]);
  const change = (changes: Partial<MethodRequest>) =>
    setRequest(current => ({ ...current, ...changes }));
  const { method, path, headers: headerText, body } = request;
  const headers = parseHeaders(headerText);
  const requestProblem = useRequestProblem(request);
  const problem = target.callProblem ?? requestProblem;
  const send = () =>
    call.run(async () => {
      const { environment, visibility } = target;
      if (visibility !== 'organization' && visibility !== 'public') return;
      setResponse(undefined);
      setResponse(
        await api.request(commands.callEndpoint, {
          ...component,
          environment,
          endpoint,
          visibility,
          method,
          path,
          headers,
          body: hasBody(method) && body ? body : undefined,
        }),
      );
    });
  return (
    <>
      <div className={styles.row}>
        <Select
          className={styles.method}
          label={t('tryOut.method')}
          options={callMethods.map(id => ({ id, label: id }))}
          value={method}
          onChange={key => {
            const next = callMethods.find(each => each === key);
            if (next) change({ method: next });
          }}
        />
        <TextField
          className={styles.path}
          label={t('tryOut.path')}
          description={target.url}
          value={path}
          onChange={value => change({ path: value })}
        />
      </div>
      <TextAreaField
        label={t('tryOut.headers')}
        description={t('tryOut.headersHint')}
        rows={2}
        value={headerText}
        onChange={value => change({ headers: value })}
      />
      {hasBody(method) && (
        <TextAreaField
          label={t('tryOut.body')}
          rows={5}
          value={body}
          onChange={value => change({ body: value })}
        />
      )}
      <div className={styles.row}>
        <Button
          variant="primary"
          isDisabled={problem !== undefined}
          loading={call.pending}
          onPress={send}
        >
          {t('tryOut.send')}
        </Button>
        <span className={styles.command}>
          {t('tryOut.command')}
          <CopyButton
            text={curlCommand(target.url, request)}
            name={t('tryOut.commandName')}
          />
        </span>
      </div>
      {problem && (
        <Text as="p" color="secondary">
          {problem}
        </Text>
      )}
      {call.error && (
        <ErrorAlert
          title={t('tryOut.failed')}
          text={errorMessage(call.error)}
        />
      )}
      {response && <CallResponse response={response} />}
    </>
  );
}

/** Why a request cannot be sent as it is. */
function useRequestProblem({ path, headers }: CallRequest): string | undefined {
  const { t } = useTexts();
  if (!path.startsWith('/')) return t('tryOut.pathProblem');
  const [parameter] = missingParameters(path);
  if (parameter) return t('tryOut.parameterProblem', { parameter });
  return parseHeaders(headers) ? undefined : t('tryOut.headerProblem');
}
