// The side panel: co-writer, plan, media and history behind tabs.
import { lazy, Suspense, type ReactElement } from 'react'
import { Tab, TabList, TabPanel, Tabs } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { shellStore, useShell } from './shell-store.ts'

const CowriterPanel = lazy(async () => ({
  default: (await import('../cowriter/CowriterPanel.tsx')).CowriterPanel,
}))
const MediaPanel = lazy(async () => ({ default: (await import('../media/MediaPanel.tsx')).MediaPanel }))
const PlanPanel = lazy(async () => ({ default: (await import('../plan/PlanPanel.tsx')).PlanPanel }))
const HistoryTab = lazy(async () => ({ default: (await import('../history/HistoryTab.tsx')).HistoryTab }))

export const SidePanel = (): ReactElement => {
  const t = useText()
  const tab = useShell((state) => state.sideTab)
  return (
    <aside className="side" aria-label={t('app:sidePanel')} data-tour="cowriter">
      <Tabs selectedKey={tab} onSelectionChange={(key) => shellStore.setState({ sideTab: String(key) })}>
        <TabList aria-label={t('app:sidePanel')}>
          <Tab id="cowriter">{t('app:cowriter')}</Tab>
          <Tab id="plan">{t('plan:title')}</Tab>
          <Tab id="media">{t('app:media')}</Tab>
          <Tab id="history">{t('app:history')}</Tab>
        </TabList>
        <Suspense>
          {/* The co-writer goes on streaming while another tab is looked at. */}
          <TabPanel id="cowriter" shouldForceMount>
            <CowriterPanel />
          </TabPanel>
          <TabPanel id="plan">
            <PlanPanel />
          </TabPanel>
          <TabPanel id="media">
            <MediaPanel />
          </TabPanel>
          <TabPanel id="history">
            <HistoryTab />
          </TabPanel>
        </Suspense>
      </Tabs>
    </aside>
  )
}
