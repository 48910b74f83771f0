// The window: start screen or studio, and everything that floats over both.
import { Suspense, useEffect, type ReactElement } from 'react'
import { I18nProvider } from 'react-aria-components'
import { PassphraseDialog } from '../safety/PassphraseDialog.tsx'
import { RecoveryDialog } from '../safety/RecoveryDialog.tsx'
import { SafetyDialog } from '../safety/SafetyDialog.tsx'
import { SettingsDialog } from '../settings/SettingsDialog.tsx'
import { useLocale, useText } from '../locales/index.ts'
import { WritingContext } from '../ui/index.ts'
import './app.css'
import './start.css'
import './overlays.css'
import { useApp } from './app-store.ts'
import { AboutDialog } from './AboutDialog.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { FileDialog } from './FileDialog.tsx'
import { fetchParts, lazyPart } from './lazy-part.ts'
import { NewProjectDialog } from './NewProjectDialog.tsx'
import { Notices } from './Notices.tsx'
import { ProjectDialog } from './ProjectDialog.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { StartScreen } from './StartScreen.tsx'
import { Studio } from './Studio.tsx'
import { Tour } from './Tour.tsx'

const WorkshopDialog = lazyPart(async () => (await import('../workshop/WorkshopDialog.tsx')).WorkshopDialog)
const WritersDialog = lazyPart(async () => (await import('../writers/WritersDialog.tsx')).WritersDialog)
const ServiceDialog = lazyPart(async () => (await import('../service/ServiceDialog.tsx')).ServiceDialog)
const ImportDialog = lazyPart(async () => (await import('../transfer/ImportDialog.tsx')).ImportDialog)
const ExportDialog = lazyPart(async () => (await import('../transfer/ExportDialog.tsx')).ExportDialog)

export const App = (): ReactElement => {
  const t = useText()
  const locale = useLocale()
  const phase = useApp((state) => state.phase)
  const title = useApp((state) => state.project?.title)
  const mayWrite = useApp((state) => (state.project?.readOnly ?? null) === null)
  useEffect(() => {
    document.title = title ? `${title} · ${t('app:name')}` : t('app:name')
  }, [title, t])
  useEffect(() => {
    if (phase === 'project') void fetchParts()
  }, [phase])
  return (
    <I18nProvider locale={locale}>
      {phase === 'project' ? (
        <WritingContext value={mayWrite}>
          <Studio />
          <Suspense>
            <WorkshopDialog />
            <WritersDialog />
            <ServiceDialog />
            <ImportDialog />
            <ExportDialog />
          </Suspense>
          <Tour />
        </WritingContext>
      ) : (
        <StartScreen />
      )}
      <CommandPalette />
      <ShortcutsDialog />
      <AboutDialog />
      <NewProjectDialog />
      <ProjectDialog />
      {phase !== 'starting' && <SettingsDialog />}
      <SafetyDialog />
      <RecoveryDialog />
      <PassphraseDialog />
      <FileDialog />
      <Notices />
    </I18nProvider>
  )
}
