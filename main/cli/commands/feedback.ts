// arcwright feedback: what the writer said of what was offered: listed, added to, erased; learnt from, judged, rolled back, carried over.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { defineCommand } from 'citty'
import { feedbackKind, learnerId } from '../../../engine/contract/feedback.ts'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Version = Outputs['feedback']['use'][number]
type Said = Outputs['feedback']['list']['items'][number]
type LearnerId = Inputs['feedback']['use']['learner']

const KINDS = feedbackKind.options
const LEARNERS = learnerId.options

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const namesFrom = <Name extends string>(
  option: string,
  text: string | undefined,
  known: readonly Name[],
): Name[] | undefined => {
  if (text === undefined || text === 'all') return undefined
  return text.split(',').map((part) => {
    const found = known.find((each) => each === part.trim())
    if (found === undefined) throw new UsageError(`--${option}: ${part} is none of ${known.join(', ')}`)
    return found
  })
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const short = (text: string): string => text.trim().replaceAll(/\s+/gu, ' ').slice(0, 70)

/** What an edit or a change took out stands in [-…-], what it put in in {+…+}. */
const wordsOf = ({ text, over, changes }: Said): string => {
  if (changes.length === 0) return short(text) + (over === null ? '' : `  |  ${short(over)}`)
  const marked = changes.map(({ kind, text: part }) =>
    kind === 'added' ? `{+${part}+}` : kind === 'removed' ? `[-${part}-]` : part,
  )
  return short(marked.join(''))
}

/** What everyone expects of it, and how much of the change is used, where there are such things. */
const keptOf = ({ base, share }: NonNullable<Version['report']>): string =>
  (base ? `  keeps ${percent(base.after)}` : '') + (share === undefined ? '' : `  uses ${percent(share)}`)

const lineOf = ({ id, learner, verdict, report, active }: Version): string => {
  const told =
    report === null
      ? ''
      : `  ${percent(report.before.value)} → ${percent(report.after.value)} (95 %: ${report.after.interval
          .map(percent)
          .join(' – ')}, ${report.heldOut} held out)${keptOf(report)}`
  return `${active ? '*' : ' '} ${id}  ${learner}  ${verdict}${told}`
}

const list = toCommand({
  name: 'list',
  description: 'everything that was said, newest first',
  args: {
    project,
    kind: { type: 'string', description: `${KINDS.join(', ')}; several with commas` },
    query: { type: 'string', description: 'words that occur in it', default: '' },
    limit: { type: 'string', description: 'so many', default: '50' },
    offset: { type: 'string', description: 'from this one on', default: '0' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const kinds = namesFrom('kind', args.kind, KINDS)
    const limit = numberFrom('limit', args.limit) ?? 50
    const offset = numberFrom('offset', args.offset) ?? 0
    const found = await engine.feedback.list({
      query: args.query,
      limit,
      offset,
      ...(kinds ? { kinds } : {}),
    })
    for (const item of found.items) terminal.say(`${item.id}  ${item.kind.padEnd(15)}  ${wordsOf(item)}`)
    terminal.say(`${found.total} in all`)
    return { ...found }
  },
})

const candidate = { type: 'positional', description: 'id of a candidate', required: true } as const

const prefer = toCommand({
  name: 'prefer',
  description: 'of two candidates the first is better',
  args: { project, better: candidate, worse: candidate },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.feedback.choose({ betterId: args.better, worseId: args.worse })
    terminal.say(`${args.better} is better than ${args.worse}`)
    return { betterId: args.better, worseId: args.worse }
  },
})

const rate = toCommand({
  name: 'rate',
  description: 'accept, reject, star or unstar, praise (up), blame (down) or clear a candidate',
  args: {
    project,
    candidate,
    verdict: {
      type: 'positional',
      description: 'accept, reject, offer, star, unstar, up, down, clear',
      required: true,
    },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { candidate: candidateId, verdict } = args
    if (verdict === 'accept') await engine.cowriter.decide({ candidateId, decision: 'accepted' })
    else if (verdict === 'reject') await engine.cowriter.decide({ candidateId, decision: 'rejected' })
    else if (verdict === 'offer') await engine.cowriter.decide({ candidateId, decision: 'offered' })
    else if (verdict === 'star' || verdict === 'unstar')
      await engine.feedback.star({ candidateId, starred: verdict === 'star' })
    else if (verdict === 'up' || verdict === 'down' || verdict === 'clear')
      await engine.cowriter.rate({ candidateId, rating: verdict === 'up' ? 1 : verdict === 'down' ? -1 : 0 })
    else throw new UsageError(`${verdict} is none of accept, reject, offer, star, unstar, up, down, clear`)
    terminal.say(`${candidateId}: ${verdict}`)
    return { candidateId, verdict }
  },
})

const erase = toCommand({
  name: 'erase',
  description: 'erase what was said, for good: ids with commas, or --all',
  args: {
    project,
    ids: { type: 'positional', description: 'ids, with commas', required: false },
    all: { type: 'boolean', description: 'everything' },
  },
  async run(args, engine, terminal) {
    if ((args.ids === undefined) === (args.all !== true)) throw new UsageError('name ids, or --all')
    await open(engine, args.project)
    const wish = args.ids === undefined ? { all: true as const } : { ids: args.ids.split(',') }
    const { erased } = await engine.feedback.erase(wish)
    terminal.say(`${erased} erased`)
    return { erased }
  },
})

const status = toCommand({
  name: 'status',
  description: 'how far each learner is, and every version with how it was judged',
  args: {
    project,
    shared: { type: 'string', description: 'yes: learn with all projects that share; no: by itself' },
    idle: { type: 'string', description: 'yes: learn by itself when nothing is done; no: only when asked' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.shared !== undefined) await engine.feedback.setChoices({ shared: args.shared === 'yes' })
    if (args.idle !== undefined) await engine.feedback.setChoices({ whenIdle: args.idle === 'yes' })
    const learning = await engine.feedback.learning()
    for (const { id, lessons, heldOut, least } of learning.learners)
      terminal.say(
        `${id}: ${lessons} lessons, ${heldOut} held out (needs ${least.lessons} and ${least.heldOut})`,
      )
    for (const version of learning.versions) terminal.say(lineOf(version))
    return { ...learning }
  },
})

const learn = toCommand({
  name: 'learn',
  description: 'learn from what was said; what is judged better is used',
  args: { project, learner: { type: 'string', description: `${LEARNERS.join(', ')}; all if left out` } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const learners = namesFrom('learner', args.learner, LEARNERS)
    const wish = learners ? { learners } : {}
    const versions: Version[] = []
    const without: { learner: LearnerId; why: string }[] = []
    for await (const event of await engine.feedback.learn(wish, { signal: terminal.signal })) {
      if (event.kind === 'progress') terminal.progress(`${event.learner} ${percent(event.share)}`)
      else if (event.kind === 'judged') {
        versions.push(event.version)
        terminal.say(lineOf(event.version))
      } else {
        without.push({ learner: event.learner, why: event.kind })
        terminal.say(
          `${event.learner}: ${event.kind === 'unchanged' ? 'nothing new' : 'too little was said yet'}`,
        )
      }
    }
    return { versions, without }
  },
})

const use = toCommand({
  name: 'use',
  description: 'use a version, or go back to an earlier one: its exact bytes; "shipped" for what ships',
  args: {
    project,
    learner: { type: 'positional', description: LEARNERS.join(', '), required: true },
    version: { type: 'positional', description: 'id of a version, or shipped', required: true },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const [learner] = namesFrom('learner', args.learner, LEARNERS) ?? []
    if (learner === undefined) throw new UsageError(`name one of ${LEARNERS.join(', ')}`)
    const versionId = args.version === 'shipped' ? null : args.version
    const versions = await engine.feedback.use({ learner, versionId })
    for (const version of versions) terminal.say(lineOf(version))
    return { versions }
  },
})

const forget = toCommand({
  name: 'forget',
  description: 'remove a version that is not in use',
  args: { project, version: { type: 'positional', description: 'its id', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const versions = await engine.feedback.forget({ versionId: args.version })
    for (const version of versions) terminal.say(lineOf(version))
    return { versions }
  },
})

const exportCommand = toCommand({
  name: 'export',
  description: 'all that was said and learnt, in one file',
  args: { project, out: { type: 'string', description: 'the file to write', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const file = await engine.feedback.export()
    await writeFile(args.out, Buffer.from(await file.arrayBuffer()))
    terminal.say(`${args.out}: ${file.size} bytes`)
    return { path: path.resolve(args.out), sizeBytes: file.size }
  },
})

const importCommand = toCommand({
  name: 'import',
  description: 'take in what such a file has that is new; its versions wait to be used',
  args: { project, file: { type: 'positional', description: 'FILE.json', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const file = new File([await readFile(args.file)], path.basename(args.file))
    const added = await engine.feedback.import({ file })
    terminal.say(`${added.feedback} said, ${added.versions} versions`)
    return { ...added }
  },
})

export const feedbackCommand = defineCommand({
  meta: {
    name: 'feedback',
    description:
      'what you said of what was offered: list, rate, prefer, erase, learn, status, use, forget, export, import',
  },
  subCommands: {
    list,
    rate,
    prefer,
    erase,
    status,
    learn,
    use,
    forget,
    export: exportCommand,
    import: importCommand,
  },
})
