// The side panel: one panel at a time, and the rail at its edge that chooses which.
import { Suspense, type ReactElement } from 'react'
import { ProjectFields, Tab, TabList, TabPanel, Tabs } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { shellStore, useShell } from './shell-store.ts'
import { sideTabs, type SideTabEntry } from './side-tabs.ts'

const entries: readonly SideTabEntry[] = sideTabs

export const SidePanel = (): ReactElement => {
  const t = useText()
  const tab = useShell((state) => state.sideTab)
  return (
    <aside className="side" aria-label={t('app:sidePanel')} data-tour="cowriter">
      <Tabs
        orientation="vertical"
        selectedKey={tab}
        onSelectionChange={(key) => shellStore.setState({ sideTab: String(key) })}
      >
        <TabList aria-label={t('app:sidePanel')}>
          {entries.map(({ id, label, icon: Icon }) => (
            <Tab key={id} id={id}>
              <Icon aria-hidden />
              {t(label)}
            </Tab>
          ))}
        </TabList>
        {entries.map(({ id, panel: Panel, keepsRunning = false, writes = false }) => (
          <TabPanel key={id} id={id} shouldForceMount={keepsRunning}>
            {/* One each: a panel that is still fetched does not hide another that runs on. */}
            <Suspense>
              <ProjectFields value={writes}>
                <Panel />
              </ProjectFields>
            </Suspense>
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  )
}
