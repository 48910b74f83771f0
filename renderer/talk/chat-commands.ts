// What can be asked for with one press, as the engine's domain has it (a test holds both equal), and what it is called here.
import { t, type TextKey } from '../locales/index.ts'

export interface ChatCommand {
  readonly id: string
  readonly group: 'write' | 'rewrite' | 'think'
  /** Where the cursor is; else the selection, or the whole scene. */
  readonly atPlace?: boolean
  readonly variants?: readonly string[]
}

/** In the order of the menus. `ask`, a question in the writer's own words, is not among them. */
export const CHAT_COMMANDS = [
  { id: 'continue', group: 'write', atPlace: true },
  {
    id: 'senses',
    group: 'write',
    variants: ['all', 'sight', 'sound', 'smell', 'touch', 'taste'],
  },
  { id: 'vary', group: 'rewrite' },
  { id: 'weave', group: 'rewrite' },
  { id: 'shorten', group: 'rewrite' },
  { id: 'expand', group: 'rewrite' },
  {
    id: 'tone',
    group: 'rewrite',
    variants: ['warmer', 'darker', 'lighter', 'tenser', 'plainer', 'formal'],
  },
  { id: 'tense', group: 'rewrite', variants: ['past', 'present'] },
  { id: 'view', group: 'rewrite', variants: ['first', 'second', 'third', 'all-knowing'] },
  { id: 'show', group: 'rewrite' },
  { id: 'translate', group: 'rewrite', variants: ['en', 'zh'] },
  { id: 'brainstorm', group: 'think' },
  { id: 'what-if', group: 'think' },
  { id: 'critique', group: 'think' },
  { id: 'summarise', group: 'think' },
  { id: 'title', group: 'think' },
] as const satisfies readonly ChatCommand[]

export const commandName = (id: string): string => t(`talk:ask-${id}` as TextKey)

export const variantName = (id: string, variant: string): string => t(`talk:ask-${id}-${variant}` as TextKey)

/** `Tone: darker`; a command without variants is its name alone. */
export const wishName = (id: string, variant = ''): string =>
  variant === ''
    ? commandName(id)
    : t('talk:wish', { command: commandName(id), variant: variantName(id, variant) })
