import { describeAcceptedWithGateways } from '../__testUtils__/describe-accepted';
import { hasSharedFixtures } from '../__testUtils__/shared-fixtures';
import { caseNames, readCase, readPlatform } from './__testUtils__/read-case';
import { renderBindings } from './__testUtils__/render-bindings';

jest.setTimeout(60_000);

describeAcceptedWithGateways('row 22: what is rendered of the cases', ask => {
  it.each(hasSharedFixtures ? caseNames() : [])(
    'of %s is accepted by the API server with strict validation',
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
      const { refused } = await ask(manifests);
      expect(refused).toEqual([]);
    },
  );
});
