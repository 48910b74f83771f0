// arcwright life: diaries, chats and archives taken in, listed, shown, and chosen as material of the book.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Entry = Outputs['life']['get']
type Filter = Inputs['life']['days']
type Emotion = NonNullable<Filter['emotion']>
type Mapping = NonNullable<Inputs['life']['import']['mapping']>

const EMOTIONS: readonly Emotion[] = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral']
const ORDERS = ['ymd', 'dmy', 'mdy'] as const
const FIELDS =
  'date time title text place latitude longitude people mood valence arousal tags media id'.split(' ')

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const filters = {
  from: { type: 'string', description: 'first day, as 2024-06-01' },
  to: { type: 'string', description: 'last day' },
  person: { type: 'string', description: 'who is in it' },
  place: { type: 'string', description: 'where it was' },
  tag: { type: 'string', description: 'what it is tagged with' },
  emotion: { type: 'string', description: EMOTIONS.join(', ') },
  text: { type: 'string', description: 'what stands in it' },
} as const

const filterFrom = (args: Readonly<Partial<Record<keyof typeof filters, string | undefined>>>): Filter => {
  const emotion = EMOTIONS.find((each) => each === args.emotion)
  if (args.emotion !== undefined && emotion === undefined)
    throw new UsageError(`--emotion ${args.emotion} is none of ${EMOTIONS.join(', ')}`)
  const { from, to, person, place, tag, text } = args
  return Object.fromEntries(
    Object.entries({ from, to, person, place, tag, text, emotion }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}

/** `date=Datum,text=Eintrag`. */
const mappingFrom = (text: string): Mapping =>
  Object.fromEntries(
    text.split(',').map((pair) => {
      const [field = '', ...column] = pair.split('=')
      if (!FIELDS.includes(field.trim()) || column.length === 0)
        throw new UsageError(`--map is FIELD=COLUMN with commas between; fields: ${FIELDS.join(', ')}`)
      return [field.trim(), column.join('=').trim()]
    }),
  )

const line = ({ id, local, mood, title, text, place, mediaIds }: Entry): string =>
  [
    id,
    local.slice(0, 16).replace('T', ' '),
    (mood?.emotion ?? '–').padEnd(8),
    `${title || text.replace(/\s+/gu, ' ').slice(0, 70)}${place ? `  @ ${place.name}` : ''}${mediaIds.length > 0 ? `  [${mediaIds.length}]` : ''}`,
  ].join('  ')

const importCommand = toCommand({
  name: 'import',
  description:
    'a diary, chat or archive: Day One, Daylio, jrnl, Markdown folder, X archive, WhatsApp export, or any CSV or JSON; again changes nothing twice',
  args: {
    project,
    archive: { type: 'positional', description: 'a file, a zip or a folder', required: true },
    format: { type: 'string', description: 'its kind, where it cannot be told' },
    map: { type: 'string', description: 'columns of a table, as date=Day,text=Note' },
    dates: { type: 'string', description: `what 1/2/2024 means: ${ORDERS.join(', ')}` },
    preview: { type: 'boolean', description: 'say what is in it and keep nothing', default: false },
  },
  async run(args, engine, terminal) {
    const { signal } = terminal
    await open(engine, args.project)
    const dateOrder = ORDERS.find((each) => each === args.dates)
    if (args.dates !== undefined && dateOrder === undefined)
      throw new UsageError(`--dates is ${ORDERS.join(', ')}`)
    const input = {
      source: { path: path.resolve(args.archive) },
      ...(args.format === undefined ? {} : { importer: args.format }),
      ...(args.map === undefined ? {} : { mapping: mappingFrom(args.map) }),
      ...(dateOrder === undefined ? {} : { dateOrder }),
    }
    if (args.preview) {
      for await (const event of await engine.life.preview(input, { signal })) {
        if (event.kind === 'progress') continue
        const { preview } = event
        terminal.say(
          `${preview.importer}: ${preview.entries} entries, ${preview.from ?? '–'} to ${preview.to ?? '–'}, ${preview.media} media`,
        )
        if (preview.table) terminal.say(`columns: ${preview.table.columns.join(', ')}`)
        return { preview }
      }
      throw new Error('the preview ended early')
    }
    for await (const event of await engine.life.import(input, { signal })) {
      if (event.kind === 'progress') terminal.progress(`${event.stage} ${event.done} / ${event.total}`)
      else {
        const { kind: ended, ...done } = event
        terminal.say(
          `${done.importer} ${ended}: ${done.added} new, ${done.changed} changed, ${done.unchanged} as before, ${done.media} media, ${done.moodsRead} moods read`,
        )
        for (const { code, count, sample } of done.remarks)
          terminal.say(`  ${code} × ${count}${sample ? `: ${sample}` : ''}`)
        return done
      }
    }
    throw new Error('the import was stopped; nothing was taken in')
  },
})

const list = toCommand({
  name: 'list',
  description: 'entries, the latest first',
  args: { project, ...filters, limit: { type: 'string', description: 'so many', default: '50' } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const found = await engine.life.list({
      ...filterFrom(args),
      limit: numberFrom('limit', args.limit) ?? 50,
    })
    for (const entry of found.entries) terminal.say(line(entry))
    for (const { mediaId, local, kind, name, caption, mood, place } of found.media)
      terminal.say(
        `${mediaId}  ${local.replace('T', ' ')}  ${kind} ${name}  ${mood?.emotion ?? '–'}  ${caption}${place === '' ? '' : `  @ ${place}`}`,
      )
    terminal.say(`${found.total} in all, ${found.media.length} photos and recordings beside them`)
    return { ...found }
  },
})

const days = toCommand({
  name: 'days',
  description: 'days with how they felt',
  args: { project, ...filters },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const found = await engine.life.days(filterFrom(args))
    for (const { day, entries, media, valence, emotion } of found)
      terminal.say(
        `${day}  ${entries} entries  ${media} media  ${emotion ?? '–'}  ${valence?.toFixed(2) ?? ''}`,
      )
    return { days: found }
  },
})

const show = toCommand({
  name: 'show',
  description: 'one entry in full',
  args: { project, entry: { type: 'positional', description: 'its id', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const entry = await engine.life.get({ id: args.entry })
    const { local, title, place, people, tags, mood, text } = entry
    terminal.say(`${local.replace('T', ' ')}  ${title}`)
    if (place) terminal.say(`at ${place.name}`)
    if (people.length > 0) terminal.say(`with ${people.join(', ')}`)
    if (tags.length > 0) terminal.say(`tags ${tags.join(', ')}`)
    if (mood) terminal.say(`${mood.emotion} ${mood.valence.toFixed(2)} (${mood.word || mood.by})`)
    terminal.say(text)
    return { entry }
  },
})

const remove = toCommand({
  name: 'remove',
  description: 'take entries out of the record',
  args: { project, entries: { type: 'positional', description: 'ids with commas between', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const ids = args.entries.split(',')
    await engine.life.remove({ ids })
    terminal.say(`${ids.length} taken out`)
    return { ids }
  },
})

const material = toCommand({
  name: 'material',
  description:
    'what is the material of a scene, chapter or part, or of the book; with --set, --add or a period it is chosen',
  args: {
    project,
    of: { type: 'string', description: 'id of a scene, chapter or part; default: the book' },
    set: { type: 'string', description: 'ids of entries and media with commas between; "" for none' },
    add: { type: 'boolean', description: 'add what the filters find', default: false },
    ...filters,
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const scopeId = args.of ?? null
    if (args.set !== undefined || args.add) {
      const wanted = (args.set ?? '').split(',').filter((id) => id !== '')
      const media = new Set((await engine.media.list()).items.map(({ id }) => id))
      const chosen = wanted.map((id) => ({
        kind: media.has(id) ? ('media' as const) : ('entry' as const),
        id,
      }))
      const before = args.set === undefined ? (await engine.life.material({ scopeId })).own : []
      const { entries, media: loose } = args.add
        ? await engine.life.list({ ...filterFrom(args), limit: 1000 })
        : { entries: [], media: [] }
      const found = [
        ...entries.map(({ id, local }) => ({ kind: 'entry' as const, id, local })),
        ...loose.map(({ mediaId, local }) => ({ kind: 'media' as const, id: mediaId, local })),
      ].toSorted((a, b) => (a.local < b.local ? -1 : 1))
      const items = [...before, ...chosen, ...found.map(({ kind, id }) => ({ kind, id }))]
      await engine.life.setMaterial({
        scopeId,
        items: [...new Map(items.map((item) => [item.id, item])).values()],
      })
    }
    const { own, inherited } = await engine.life.material({ scopeId })
    for (const { kind, id } of own) terminal.say(`${kind}  ${id}`)
    for (const { kind, id } of inherited) terminal.say(`${kind}  ${id}  from above`)
    return { own, inherited }
  },
})

const plan = toCommand({
  name: 'plan',
  description:
    'entries among the material of a chapter, a part or the book become beats of its plan, as they were lived',
  args: { project, of: { type: 'string', description: 'id of a chapter or part; default: the book' } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { beats } = await engine.life.toPlan({ scopeId: args.of ?? null })
    terminal.say(`${beats} beats`)
    return { beats }
  },
})

type Block = Outputs['scene']['get']['document']['content'][number]

/** Words of a scene that a model wrote, by the candidate that they were taken from, in their order. */
const generatedIn = (blocks: readonly Block[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  const visit = (node: object): void => {
    if ('origin' in node && 'text' in node) {
      const { by, of } = node.origin as { readonly by: string; readonly of: string }
      if (by === 'generated') found.set(of, [...(found.get(of) ?? []), String(node.text)])
    }
    if ('content' in node && Array.isArray(node.content)) (node.content as object[]).forEach(visit)
  }
  blocks.forEach(visit)
  return found
}

const sourcesCommand = toCommand({
  name: 'sources',
  description: 'where the generated sentences of a scene come from, and what in them nothing supports',
  args: { project, scene: { type: 'string', description: 'id of a scene', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { document } = await engine.scene.get({ sceneId: args.scene })
    const sentences: NonNullable<Outputs['cowriter']['sourcesOf']>[] = []
    for (const [candidateId, texts] of generatedIn(document.content))
      for (const words of texts.flatMap((text) => text.match(/[^.!?。！？]+[.!?。！？]*/gu) ?? [])) {
        const found =
          words.trim() === ''
            ? null
            : await engine.cowriter.sourcesOf({ candidateId, words: words.slice(0, 5000) })
        if (found) sentences.push(found)
      }
    for (const { text, sources, unsupported } of sentences) {
      terminal.say(text)
      for (const { id, title, words } of sources) terminal.say(`  ${title} (${id}): ${words.join(', ')}`)
      if (unsupported.length > 0) terminal.say(`  nothing says: ${unsupported.join(', ')}`)
    }
    return { sentences }
  },
})

export const lifeCommand = defineCommand({
  meta: {
    name: 'life',
    description: 'the life record: import, list, days, show, remove, material, plan, sources',
  },
  subCommands: { import: importCommand, list, days, show, remove, material, plan, sources: sourcesCommand },
})
