import { describeAdmissionWithGateways } from '../__testUtils__/describe-admission';
import { hasSharedFixtures } from '../__testUtils__/shared-fixtures';
import { caseNames, readCase, readPlatform } from './__testUtils__/read-case';
import { renderBindings } from './__testUtils__/render-bindings';

jest.setTimeout(60_000);

describeAdmissionWithGateways('rendered cases', ask => {
  it.each(hasSharedFixtures ? caseNames() : [])(
    'of %s are accepted by the API server with strict validation',
    async name => {
      const { input, expected } = readCase(name);
      const rendered = renderBindings([
        ...readPlatform(),
        ...input.filter(({ kind }) => !String(kind).endsWith('Binding')),
        ...expected,
      ]);
      const manifests = rendered.flatMap(({ result }) =>
        result.resources.map(({ object }) => object),
      );
      const { rejected } = await ask(manifests);
      expect(rejected).toEqual([]);
    },
  );
});
