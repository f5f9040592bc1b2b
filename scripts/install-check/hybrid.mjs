// An app of the old frontend system that is on its way to the new one: it calls the new createApp with its old routes.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveInstalled } from '../lib/toolchain.mjs';
import { mergeYaml } from './merge-yaml.mjs';

/** What an app of `create-app --legacy` does not depend on. The clone has the versions of the same release. */
const dependencies = ['core-compat-api', 'frontend-defaults'];

/** As docs/install-legacy.md says: without the routes of the catalog and of the scaffolder. */
const app = `import {
  AlertDisplay,
  OAuthRequestDialog,
  SignInPage,
} from '@backstage/core-components';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  convertLegacyAppOptions,
  convertLegacyAppRoot,
} from '@backstage/core-compat-api';
import { createApp } from '@backstage/frontend-defaults';
import { ApiExplorerPage } from '@backstage/plugin-api-docs';
import { CatalogGraphPage } from '@backstage/plugin-catalog-graph';
import { NotificationsPage } from '@backstage/plugin-notifications';
import { SearchPage } from '@backstage/plugin-search';
import { UserSettingsPage } from '@backstage/plugin-user-settings';
import { Navigate, Route } from 'react-router-dom';
import { apis } from './apis';
import { entityPage } from './components/catalog/EntityPage';
import { Root } from './components/Root';
import { searchPage } from './components/search/SearchPage';

const options = convertLegacyAppOptions({
  apis,
  components: {
    SignInPage: props => <SignInPage {...props} auto providers={['guest']} />,
  },
});

const routes = (
  <FlatRoutes>
    <Route path="/" element={<Navigate to="catalog" />} />
    <Route path="/api-docs" element={<ApiExplorerPage />} />
    <Route path="/search" element={<SearchPage />}>
      {searchPage}
    </Route>
    <Route path="/settings" element={<UserSettingsPage />} />
    <Route path="/catalog-graph" element={<CatalogGraphPage />} />
    <Route path="/notifications" element={<NotificationsPage />} />
  </FlatRoutes>
);

const root = convertLegacyAppRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <AppRouter>
      <Root>{routes}</Root>
    </AppRouter>
  </>,
  { entityPage },
);

export default createApp({ features: [options, ...root] }).createRoot();
`;

const index = `import '@backstage/cli/asset-types';
import ReactDOM from 'react-dom/client';
import App from './App';
import '@backstage/ui/css/styles.css';

ReactDOM.createRoot(document.getElementById('root')!).render(App);
`;

/**
 * Migrates an app half way.
 *
 * @param {string} folder of an app that `create-app --legacy` has generated
 */
export function migrateApp(folder) {
  const file = join(folder, 'packages/app/package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of dependencies) {
    const path = resolveInstalled(`@backstage/${name}/package.json`);
    const { version } = JSON.parse(readFileSync(path, 'utf8'));
    manifest.dependencies[`@backstage/${name}`] = `^${version}`;
  }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
  writeFileSync(join(folder, 'packages/app/src/App.tsx'), app);
  writeFileSync(join(folder, 'packages/app/src/index.tsx'), index);
  // It renders the app of the old frontend system.
  rmSync(join(folder, 'packages/app/src/App.test.tsx'), { force: true });
  mergeYaml(join(folder, 'app-config.yaml'), 'app: { packages: all }');
}
