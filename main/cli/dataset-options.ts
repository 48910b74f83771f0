// The options that say what a run learns from and how, shared by `train` and `dataset`.
import path from 'node:path'
import type { ArgsDef } from 'citty'
import type { Inputs } from '../../engine/contract/index.ts'
import { UsageError } from './problems.ts'

type Plan = NonNullable<Inputs['training']['start']['dataset']>
type Rule = NonNullable<Plan['cleaning']>[number]

const RULES = [
  'invisible',
  'spaces',
  'markup',
  'notes',
  'addresses',
  'other-language',
  'duplicates',
] as const satisfies readonly Rule[]

export const DATASET_ARGUMENTS = {
  data: { type: 'string', description: 'files and folders to learn from, separated by commas' },
  scenes: {
    type: 'string',
    description: 'all, none, or ids of parts, chapters and scenes, separated by commas',
    default: 'all',
  },
  clean: { type: 'string', description: `none, or some of ${RULES.join(',')}` },
  set: { type: 'string', description: 'settings of the model: key=value, separated by commas' },
} as const satisfies ArgsDef

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const ruleOf = (name: string): Rule => {
  const rule = RULES.find((each) => each === name)
  if (rule) return rule
  throw new UsageError(`--clean ${name} is none of ${RULES.join(', ')}`)
}

/** Paths are those of the terminal's folder. */
export const datasetFrom = (args: {
  readonly data?: string | undefined
  readonly scenes: string
  readonly clean?: string | undefined
}): Plan => ({
  nodeIds: args.scenes === 'all' ? null : args.scenes === 'none' ? [] : [...listOf(args.scenes)],
  paths: listOf(args.data).map((file) => path.resolve(file)),
  ...(args.clean === undefined
    ? {}
    : { cleaning: args.clean === 'none' ? [] : listOf(args.clean).map(ruleOf) }),
})

const valueOf = (text: string): string | number | boolean => {
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** What differs from the preset; whether there are such settings is the engine's to say. */
export const settingsFrom = (text: string | undefined): Record<string, string | number | boolean> =>
  Object.fromEntries(
    listOf(text).map((pair) => {
      const [key, value] = pair.split('=')
      if (!key || value === undefined) throw new UsageError(`--set ${pair} should be key=value`)
      return [key, valueOf(value)]
    }),
  )
