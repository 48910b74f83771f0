// How one row's change is written down so that it can be taken back: steps as data, never as SQL, because a project
// file may come from anyone. Which acts exist and in which order they are taken back is the journal's concern.
import * as z from 'zod'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

/** Tables whose rows come back on undo. */
export const JOURNALED_TABLES = [
  'project',
  'nodes',
  'scenes',
  'characters',
  'targets',
  'beats',
  'emotion_labels',
  'arc_snapshots',
  'media',
  'media_pins',
  'media_corrections',
  'labels',
  'goals',
  'spell_words',
  'spell_choices',
  'snapshots',
  'drafts',
  'dialogues',
  'dialogue_nodes',
  'dialogue_translations',
  'lore',
  'lore_book',
  'memory_fields',
  'summaries',
  'dismissals',
  'life_entries',
  'life_media',
  'material',
  'masks',
  'conversations',
  'chat_messages',
  'relations',
  'story_facts',
  'speaker_labels',
  'line_batches',
  'npc_lines',
  'growths',
  'growth_parts',
  'comment_threads',
  'comment_messages',
] as const
export type JournaledTable = (typeof JOURNALED_TABLES)[number]

const value = z.union([z.string(), z.number(), z.null()])
const row = z.record(z.string(), value)
const table = z.enum(JOURNALED_TABLES)
const stepSchema = z.discriminatedUnion('op', [
  /** `rev`: the scene's revision when it was made, to see whether its text was edited since. */
  z.object({ op: z.literal('delete'), table, key: row, rev: z.number().optional() }),
  z.object({ op: z.literal('insert'), table, row }),
  z.object({ op: z.literal('update'), table, key: row, before: row, after: row }),
])
export type Step = z.infer<typeof stepSchema>
export type Row = z.infer<typeof row>

/** PROJECT_DAMAGED when it is not a step. */
export const parseStep = (text: string): Step => {
  try {
    return stepSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new EngineError(
      'PROJECT_DAMAGED',
      'What would be undone is damaged in the project file. Nothing was changed.',
      {},
      { cause },
    )
  }
}

interface Columns {
  readonly all: readonly string[]
  readonly key: readonly string[]
}

const columnsOf = (db: ProjectDatabase, name: JournaledTable): Columns => {
  const info = db.pragma(`table_info(${name})`) as readonly { readonly name: string; readonly pk: number }[]
  return {
    all: info.map((column) => column.name),
    key: info.filter(({ pk }) => pk > 0).map((column) => column.name),
  }
}

const jsonOf = (columns: readonly string[], alias: 'old' | 'new'): string =>
  `json_object(${columns.map((name) => `'${name}', ${alias}.${name}`).join(', ')})`

const triggersFor = (name: JournaledTable, { all, key }: Columns): string => {
  const trigger = (event: string, step: string): string => `
    CREATE TEMP TRIGGER journal_${name}_${event} AFTER ${event} ON main.${name}
    WHEN (SELECT active FROM journal_state)
    BEGIN INSERT INTO journal_steps (step) VALUES (json_object(${step})); END;`
  const rev = all.includes('rev') ? `, 'rev', new.rev` : ''
  return [
    trigger('insert', `'op', 'delete', 'table', '${name}', 'key', ${jsonOf(key, 'new')}${rev}`),
    trigger('delete', `'op', 'insert', 'table', '${name}', 'row', ${jsonOf(all, 'old')}`),
    trigger(
      'update',
      `'op', 'update', 'table', '${name}', 'key', ${jsonOf(key, 'new')},
       'before', ${jsonOf(all, 'old')}, 'after', ${jsonOf(all, 'new')}`,
    ),
  ].join('\n')
}

/** Only the columns that an update changed: what was not touched is not taken back either. Null when none was. */
const tighten = (step: Step): Step | null => {
  if (step.op !== 'update') return step
  const changed = Object.keys(step.before).filter((name) => step.before[name] !== step.after[name])
  if (changed.length === 0) return null
  const pick = (source: Row): Row => Object.fromEntries(changed.map((name) => [name, source[name] ?? null]))
  return { ...step, before: pick(step.before), after: pick(step.after) }
}

/**
 * Watches the journaled tables of one open file through temporary triggers.
 * `collect` runs the callback and returns the steps that take back what it changed, newest first.
 * `apply` runs one step. Revisions only ever grow, so that a window with an old text never passes for up to date.
 */
export const createStepRecorder = (db: ProjectDatabase) => {
  const columns = new Map(JOURNALED_TABLES.map((name) => [name, columnsOf(db, name)]))
  db.exec(`
    CREATE TEMP TABLE journal_state (active INTEGER NOT NULL);
    INSERT INTO journal_state VALUES (0);
    CREATE TEMP TABLE journal_steps (seq INTEGER PRIMARY KEY, step TEXT NOT NULL);
    ${[...columns].map(([name, found]) => triggersFor(name, found)).join('\n')}
  `)
  const activate = db.prepare('UPDATE temp.journal_state SET active = ?')
  const takeSteps = db.prepare('SELECT step FROM temp.journal_steps ORDER BY seq DESC').pluck()
  const clearSteps = db.prepare('DELETE FROM temp.journal_steps')

  const collect = (run: () => void): Step[] => {
    activate.run(1)
    try {
      run()
      return (takeSteps.all() as string[]).flatMap((text) => tighten(parseStep(text)) ?? [])
    } finally {
      activate.run(0)
      clearSteps.run()
    }
  }

  /** Names come from the file: only those that the table really has reach SQL. */
  const known = (name: JournaledTable, found: Row): [names: string[], values: Row[string][]] => {
    const all = columns.get(name)!.all
    const names = Object.keys(found).filter((column) => all.includes(column))
    return [names, names.map((column) => found[column] ?? null)]
  }
  const where = (names: readonly string[]): string => names.map((column) => `${column} = ?`).join(' AND ')

  const apply = (step: Step): void => {
    const hasRev = columns.get(step.table)!.all.includes('rev')
    switch (step.op) {
      case 'delete': {
        const [names, values] = known(step.table, step.key)
        db.prepare(`DELETE FROM ${step.table} WHERE ${where(names)}`).run(values)
        return
      }
      case 'insert': {
        const row = hasRev ? { ...step.row, rev: Number(step.row.rev) + 1 } : step.row
        const [names, values] = known(step.table, row)
        const marks = names.map(() => '?').join(', ')
        db.prepare(`INSERT INTO ${step.table} (${names.join(', ')}) VALUES (${marks})`).run(values)
        return
      }
      case 'update': {
        const [keys, keyValues] = known(step.table, step.key)
        const before = Object.entries(step.before).filter(([name]) => name !== 'rev')
        const [names, values] = known(step.table, Object.fromEntries(before))
        const sets = names.map((column) => `${column} = ?`)
        if (hasRev) sets.push('rev = rev + 1')
        if (sets.length === 0) return
        db.prepare(`UPDATE ${step.table} SET ${sets.join(', ')} WHERE ${where(keys)}`).run([
          ...values,
          ...keyValues,
        ])
      }
    }
  }

  return { collect, apply }
}
