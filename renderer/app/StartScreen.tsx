// The start screen: recent projects, a new one, an existing one, the sample story.
import { BookOpen, FilePlus2, FileUp, FolderOpen, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Button, IconButton } from '../ui/index.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { forgetRecent, openProject, openSample, useApp, type RecentProject } from './app-store.ts'
import { openFromDisk } from './commands.ts'
import { openDialog } from './shell-store.ts'

const day = (timeMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium' }).format(timeMs)

const Recent = ({ project }: { readonly project: RecentProject }): ReactElement => {
  const t = useText()
  return (
    <li className="recent">
      <AriaButton
        className="recent-open"
        isDisabled={!project.exists}
        onPress={() => void openProject(project.path)}
      >
        <b>{project.title}</b>
        <small>{project.exists ? day(project.openedAt) : t('app:startMissing')}</small>
        <span className="path">{project.path}</span>
      </AriaButton>
      <IconButton
        label={t('app:forgetRecent', { title: project.title })}
        onPress={() => void forgetRecent(project.path)}
      >
        <X />
      </IconButton>
    </li>
  )
}

export const StartScreen = (): ReactElement => {
  const t = useText()
  const phase = useApp((state) => state.phase)
  const recent = useApp((state) => state.recent)
  if (phase !== 'start-screen') {
    return (
      <main className="start waiting" aria-busy>
        <p role="status">{t('app:loading')}…</p>
      </main>
    )
  }
  return (
    <main className="start" data-testid="start-screen">
      <div className="start-card">
        <h1>{t('app:name')}</h1>
        <p className="lead">{t('app:startLead')}</p>
        <div className="start-acts">
          <Button look="primary" onPress={() => openDialog('new-project')}>
            <FilePlus2 aria-hidden /> {t('app:startNew')}
          </Button>
          <Button onPress={() => openDialog('draft-project')} data-testid="start-draft">
            <FileUp aria-hidden /> {t('app:startDraft')}
          </Button>
          <Button onPress={() => void openFromDisk()}>
            <FolderOpen aria-hidden /> {t('app:startOpen')}
          </Button>
          <Button onPress={() => void openSample()}>
            <BookOpen aria-hidden /> {t('app:startSample')}
          </Button>
        </div>
        <h2>{t('app:startRecent')}</h2>
        {recent.length === 0 ? (
          <p className="muted">{t('app:startNoRecent')}</p>
        ) : (
          <ul className="recents">
            {recent.map((project) => (
              <Recent key={project.path} project={project} />
            ))}
          </ul>
        )}
      </div>
    </main>
  )
}
