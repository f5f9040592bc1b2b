import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  commands,
  openchoreoAnnotations,
  reads,
  type ComponentApis,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { sampleApis } from '../__testUtils__/apis';
import { renderOnEntity, sampleEntity } from '../__testUtils__/renderOnEntity';
import { ApisTab } from './ApisTab';

function renderTab(apis: ComponentApis = sampleApis, entity = sampleEntity) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    [reads.getApis.name]: apis,
    [commands.callEndpoint.name]: {
      status: 200,
      statusText: 'OK',
      headers: [{ name: 'content-type', value: 'application/json' }],
      body: '{"hello":"world"}',
      isTruncated: false,
      durationMs: 12,
    },
  };
  return renderOnEntity(<ApisTab />, {
    board: sampleBoards.ready,
    api,
    entity,
  });
}

const [http] = sampleApis.apis;
const onlyHttp = { ...sampleApis, apis: [http] };
const send = () => screen.getByRole('button', { name: 'Send' });
const path = () => screen.getByRole('textbox', { name: 'Path' });

describe('the API tab', () => {
  it('shows the addresses of each environment with state and policies', async () => {
    renderTab(onlyHttp);
    const table = within(
      await screen.findByRole('table', { name: 'Addresses of http' }),
    );
    const development = within(table.getByRole('row', { name: /Development/ }));
    expect(development.getByText('Ready')).toBeVisible();
    expect(
      development.getByTitle('https://dev.apis.test/shop/greeter'),
    ).toBeVisible();
    expect(development.getByText(/10 requests in 1m/)).toBeVisible();
    const production = within(table.getByRole('row', { name: /Production/ }));
    expect(production.getByText('simulated')).toBeVisible();
    expect(production.getByText('None')).toBeVisible();
  });

  it('puts an operation into the form, and asks for its parameter', async () => {
    renderTab(onlyHttp);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Try out GET /greet/{name}',
      }),
    );
    expect(path()).toHaveValue('/greet/{name}');
    expect(send()).toBeDisabled();
    expect(
      screen.getByText('Replace name in the path with a value.'),
    ).toBeVisible();
  });

  it('sends a request, and shows the response', async () => {
    const { api } = renderTab(onlyHttp);
    await screen.findByRole('button', { name: 'Send' });
    await userEvent.clear(path());
    await userEvent.type(path(), '/greet/ana');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Headers' }),
      'Accept: text/plain',
    );
    await userEvent.click(send());
    const response = within(
      await screen.findByRole('region', { name: /^Response/ }),
    );
    expect(response.getByText('200 OK')).toBeVisible();
    expect(response.getByText(/"hello": "world"/)).toBeVisible();
    expect(api.overviewRequests).toContainEqual({
      organization: 'default',
      project: 'shop',
      component: 'greeter',
      environment: 'development',
      endpoint: 'http',
      visibility: 'public',
      method: 'GET',
      path: '/greet/ana',
      headers: { Accept: 'text/plain' },
      body: undefined,
    });
  });

  it('says why no request can be sent to an address', async () => {
    renderTab(onlyHttp);
    await userEvent.click(
      await screen.findByRole('button', { name: /Send to/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /^Production/ }),
    );
    expect(screen.getByText('The data plane is simulated.')).toBeVisible();
    expect(send()).toBeDisabled();
  });

  it('shows why there is no response, and keeps the request', async () => {
    const { api } = renderTab(onlyHttp);
    await screen.findByRole('button', { name: 'Send' });
    api.nextError = await responseError(503, 'apis.test did not respond');
    await userEvent.type(path(), 'greet');
    await userEvent.click(send());
    expect(await screen.findByText('apis.test did not respond')).toBeVisible();
    expect(path()).toHaveValue('/greet');
  });

  it('shows an API entity its own API only', async () => {
    renderTab(sampleApis, {
      ...sampleEntity,
      kind: 'API',
      metadata: {
        name: 'weather',
        annotations: {
          ...sampleEntity.metadata.annotations,
          [openchoreoAnnotations.api]: 'weather',
        },
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'weather' }),
    ).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'http' })).toBeNull();
    expect(screen.getByText(/It is deployed nowhere/)).toBeVisible();
  });

  it('explains endpoints to a component that has none', async () => {
    renderTab({ ...sampleApis, apis: [] });
    expect(await screen.findByText('No endpoint')).toBeVisible();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderTab(onlyHttp);
    await screen.findByRole('table', { name: 'Addresses of http' });
    expect((await axe(container)).violations).toEqual([]);
  });
});
