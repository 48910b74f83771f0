// What is risky about where the open project lies, as notices that stay until they are dismissed; once a project and kind.
import type { Outputs } from '../../engine/contract/index.ts'
import { onProject, type ProjectInfo } from '../app/app-store.ts'
import { notify } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { currentLocale, formatNumber, t } from '../locales/index.ts'

type Warning = Outputs['safety']['health']['warnings'][number]

const MEGABYTE = 1024 * 1024
const SEEN_KEY = 'arcwright.warned'

const wordsFor = (warning: Warning): string => {
  switch (warning.kind) {
    case 'synced':
      return t('safety:warnSynced', { service: warning.service })
    case 'network':
      return t('safety:warnNetwork')
    case 'nearly-full':
      return t('safety:warnNearlyFull', { formatted: formatNumber(Math.floor(warning.freeBytes / MEGABYTE)) })
    case 'open-elsewhere':
      return t('safety:warnElsewhere', {
        host: warning.host,
        time: new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(
          warning.since,
        ),
      })
    case 'brought-up-to-date':
      return t('safety:warnUpToDate', { copy: warning.copy })
  }
}

/** A place does not change by itself: that it is risky is said once. Room and other computers are said each time. */
const isLasting = ({ kind }: Warning): boolean => kind === 'synced' || kind === 'network'

const wasSeen = (key: string): boolean => {
  const seen = JSON.parse(localStorage.getItem(SEEN_KEY) ?? '[]') as readonly string[]
  if (seen.includes(key)) return true
  localStorage.setItem(SEEN_KEY, JSON.stringify([...seen.slice(-200), key]))
  return false
}

/** What was done already is told; it does not stand over the studio until somebody takes it away. */
const toneOf = ({ kind }: Warning): 'info' | 'warning' => (kind === 'brought-up-to-date' ? 'info' : 'warning')

const warn = async (project: ProjectInfo): Promise<void> => {
  try {
    const { warnings } = await engine.safety.health()
    for (const warning of warnings)
      if (!isLasting(warning) || !wasSeen(`${warning.kind} ${project.path}`))
        notify({ tone: toneOf(warning), code: warning.kind, message: wordsFor(warning) })
  } catch {
    // A warning is a courtesy: what matters says so itself.
  }
}

onProject({ onOpen: (project) => void warn(project) })
