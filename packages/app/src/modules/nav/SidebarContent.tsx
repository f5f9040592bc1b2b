import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { RequirePermission } from '@backstage/plugin-permission-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { ApprovalCount } from '@promenade/backstage-plugin-openchoreo';
import { platformReadPermission } from '@promenade/backstage-plugin-openchoreo-common';
import { RiMenuLine, RiSearchLine } from '@remixicon/react';
import { SidebarLogo } from './SidebarLogo';

export const SidebarContent = NavContentBlueprint.make({
  params: {
    component: ({ navItems }) => {
      const nav = navItems.withComponent(item => (
        <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
      ));
      // Search and notifications have their own items below.
      nav.take('page:search');
      nav.take('page:notifications');
      const home = navItems.take('page:openchoreo/home');
      const approvals = navItems.take('page:openchoreo/approvals');
      const platform = nav.take('page:openchoreo/platform');
      const sync = nav.take('page:openchoreo/sync');
      return (
        <Sidebar>
          <SidebarLogo />
          <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
            <SidebarSearchModal />
          </SidebarGroup>
          <SidebarDivider />
          <SidebarGroup label="Menu" icon={<RiMenuLine />}>
            {home && (
              // The paths of the other pages begin with its path.
              <SidebarItem
                icon={() => home.icon}
                to={home.href}
                text={home.title}
                end
              />
            )}
            {nav.take('page:catalog')}
            {nav.take('page:scaffolder')}
            {approvals && (
              <SidebarItem
                icon={() => approvals.icon}
                to={approvals.href}
                text={approvals.title}
              >
                <ApprovalCount />
              </SidebarItem>
            )}
            <SidebarDivider />
            <SidebarScrollWrapper>
              {nav.rest({ sortBy: 'title' })}
              {(platform || sync) && (
                <RequirePermission
                  permission={platformReadPermission}
                  errorPage={<></>}
                >
                  {platform}
                  {sync}
                </RequirePermission>
              )}
            </SidebarScrollWrapper>
          </SidebarGroup>
          <SidebarSpace />
          <SidebarDivider />
          <NotificationsSidebarItem />
          <SidebarGroup
            label="Settings"
            icon={<UserSettingsSignInAvatar />}
            to="/settings"
          >
            {nav.take('page:user-settings')}
          </SidebarGroup>
        </Sidebar>
      );
    },
  },
});
