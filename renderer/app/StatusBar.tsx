// The status bar: words of book and scene, language, and every piece of work in progress with a stop.
import { Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { useBinder, wordsOf } from '../binder/binder-store.ts'
import { useManuscript } from '../manuscript/manuscript-store.ts'
import { Button, IconButton, Menu, MenuItem, MenuPopover, Progress } from '../ui/index.ts'
import { formatNumber, useText, type Text } from '../locales/index.ts'
import { stopJob, useApp, type Job } from './app-store.ts'

const KINDS = {
  import: 'app:jobImport',
  analysis: 'app:jobAnalysis',
  training: 'app:jobTraining',
  export: 'app:jobExport',
  media: 'app:jobMedia',
  senses: 'app:jobSenses',
  model: 'app:jobModel',
  backends: 'app:jobBackends',
  learning: 'app:jobLearning',
  lines: 'app:jobLines',
} as const satisfies Readonly<Record<Job['kind'], string>>

const MINUTE_MS = 60_000

const describe = (job: Job, t: Text): string => {
  const parts = [t(KINDS[job.kind]), job.label].filter((part) => part !== '')
  if (job.total > 0) parts.push(`${Math.floor((100 * job.done) / job.total)} %`)
  if (job.remainingMs !== null)
    parts.push(
      job.remainingMs < MINUTE_MS
        ? t('app:jobLeftSeconds', { count: Math.max(1, Math.round(job.remainingMs / 1000)) })
        : t('app:jobLeftMinutes', { count: Math.round(job.remainingMs / MINUTE_MS) }),
    )
  return parts.join(' · ')
}

const Jobs = (): ReactElement | null => {
  const t = useText()
  const jobs = useApp((state) => state.jobs)
  const [first, ...rest] = jobs
  if (!first) return null
  return (
    <div className="jobs" data-testid="jobs">
      <span>{describe(first, t)}</span>
      <Progress label={describe(first, t)} done={first.done} total={first.total} />
      {first.stoppable && (
        <IconButton
          className="small"
          label={t('app:stopJob', { label: first.label || t(KINDS[first.kind]) })}
          onPress={() => void stopJob(first.id)}
        >
          <Square />
        </IconButton>
      )}
      {rest.length > 0 && (
        <MenuTrigger>
          <Button look="quiet" className="small">
            {t('app:jobsMore', { count: rest.length })}
          </Button>
          <MenuPopover placement="top end">
            <Menu aria-label={t('app:jobs')} onAction={(id) => void stopJob(String(id))}>
              {rest.map((job) => (
                <MenuItem
                  key={job.id}
                  id={job.id}
                  label={job.stoppable ? t('app:stopJob', { label: describe(job, t) }) : describe(job, t)}
                  isDisabled={!job.stoppable}
                />
              ))}
            </Menu>
          </MenuPopover>
        </MenuTrigger>
      )}
    </div>
  )
}

/** Counted anew with every save: by itself, so that the bar is not drawn again for it. */
const BookWords = (): ReactElement => {
  const t = useText()
  const words = useApp((state) => state.project?.words ?? 0)
  return (
    <span data-testid="book-words">{t('app:words', { count: words, formatted: formatNumber(words) })}</span>
  )
}

const SceneWords = (): ReactElement | null => {
  const t = useText()
  const activeSceneId = useManuscript((state) => state.activeSceneId)
  const sceneWords = useBinder((state) => {
    const scene = state.nodes.find((node) => node.id === activeSceneId)
    // A note is no scene, and its words are none of the book's.
    return scene?.kind === 'scene' ? wordsOf(state, scene) : null
  })
  return sceneWords === null ? null : (
    <span data-testid="scene-words">{t('app:sceneWords', { formatted: formatNumber(sceneWords) })}</span>
  )
}

/** What changes while one writes is watched inside its parts. */
export const StatusBar = (): ReactElement => {
  const t = useText()
  const language = useApp((state) => state.project?.language ?? 'en')
  return (
    <footer className="status-bar">
      <BookWords />
      <SceneWords />
      <span>{t(language === 'zh' ? 'app:languageZh' : 'app:languageEn')}</span>
      <span className="spacer" />
      <Jobs />
    </footer>
  )
}
