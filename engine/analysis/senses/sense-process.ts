// A process of its own in which media are understood, less urgent than typing: a file that means harm ends it and nothing else.
import type { MediaFinding } from '../../domain/media-finding.ts'
import { hearParent, stepBack } from '../../text/child-program.ts'
import { SenseProblem, type SenseContext } from './analyzer.ts'
import type { Picture } from './decode-picture.ts'
import { analyzerById, analyzersFor } from './registry.ts'
import { tellOfPrograms } from './run-program.ts'
import { SenseFile } from './sense-file.ts'
import type { FromSenses, ToSenses } from './sense-messages.ts'
import type { SenseSetup } from './sense-setup.ts'

const PROGRESS_MS = 100
const MEMORY_MS = 200

const say: (message: FromSenses) => void = hearParent((message) => take(message as ToSenses))

const problemOf = (error: unknown): string => (error instanceof SenseProblem ? error.code : 'damaged')

/** Nobody aborts here: whoever stops ends the process. */
const never = new AbortController().signal

const asked = new Map<number, PromiseWithResolvers<string>>()
let lastTicket = 0

const ask = (id: number, jpeg: Uint8Array): Promise<string> => {
  const answer = Promise.withResolvers<string>()
  const ticket = ++lastTicket
  asked.set(ticket, answer)
  say({ type: 'ask', id, ticket, jpeg })
  return answer.promise
}

const takeAnswer = ({ ticket, text, problem }: Extract<ToSenses, { type: 'answer' }>): void => {
  const answer = asked.get(ticket)
  asked.delete(ticket)
  if (problem === null) answer?.resolve(text)
  else answer?.reject(new SenseProblem(problem))
}

/** Not every step is worth a message; the last one is, however long the next is in coming. */
const tellNowAndThen = (tellShare: (share: number) => void) => {
  let [toldAt, last] = [-Infinity, 0]
  let waiting: NodeJS.Timeout | undefined
  const told = (): void => {
    waiting = undefined
    toldAt = performance.now()
    tellShare(last)
  }
  return {
    progress(share: number): void {
      last = share
      waiting ??= setTimeout(told, Math.max(0, toldAt + PROGRESS_MS - performance.now()))
    },
    end: () => clearTimeout(waiting),
  }
}

const contextOf = (id: number, setup: SenseSetup, progress: SenseContext['progress']): SenseContext => {
  const context: SenseContext = {
    setup,
    signal: never,
    progress,
    see: (picture) => see(picture, { ...context, progress: () => undefined }),
    keepFrame: (atMs, bytes) => say({ type: 'frame', id, atMs, bytes }),
    keepVoice: (features) => say({ type: 'voice', id, features }),
    ask: (jpeg) => ask(id, jpeg),
    learn: (facts) => say({ type: 'learnt', id, facts }),
  }
  return context
}

const see = async (picture: Picture, context: SenseContext): Promise<readonly MediaFinding[]> => {
  const file = SenseFile.ofPicture(picture, context.setup)
  const found: MediaFinding[] = []
  for (const analyzer of analyzersFor('image'))
    if (analyzer.missing(context.setup) === null)
      found.push(...(await analyzer.run(file, context).catch(() => [])))
  return found
}

const analyze = async (
  id: number,
  analyzer: string,
  file: SenseFile,
  setup: SenseSetup,
): Promise<Extract<FromSenses, { type: 'found' }>> => {
  const began = performance.now()
  const took = () => performance.now() - began
  const telling = tellNowAndThen((share) => say({ type: 'progress', id, share }))
  try {
    const findings = await analyzerById(analyzer).run(file, contextOf(id, setup, telling.progress))
    return { type: 'found', id, analyzer, findings, problem: null, tookMs: took() }
  } catch (error) {
    return { type: 'found', id, analyzer, findings: [], problem: problemOf(error), tookMs: took() }
  } finally {
    telling.end()
  }
}

let coming: {
  readonly meta: Extract<ToSenses, { type: 'file' }>
  readonly bytes: Uint8Array
  filled: number
} | null = null

const run = async ({ id, analyzers, setup }: Extract<ToSenses, { type: 'run' }>): Promise<void> => {
  const [meta, bytes] = [coming?.meta, coming?.bytes]
  coming = null
  if (meta && bytes) {
    const file = new SenseFile(meta.kind, meta.mime, bytes, setup, meta.facts)
    const tellMemory = (): void => say({ type: 'memory', id, bytes: process.memoryUsage.rss() })
    const watch = setInterval(tellMemory, MEMORY_MS)
    for (const analyzer of analyzers) {
      say({ type: 'started', id, analyzer })
      tellMemory()
      say(await analyze(id, analyzer, file, setup))
    }
    await file.dispose()
    clearInterval(watch)
  }
  say({ type: 'done', id })
}

const take = (message: ToSenses): void => {
  switch (message.type) {
    case 'file':
      coming = { meta: message, bytes: new Uint8Array(message.sizeBytes), filled: 0 }
      return
    case 'piece':
      if (!coming) return
      coming.bytes.set(message.bytes, coming.filled)
      coming.filled += message.bytes.length
      return
    case 'run':
      void run(message)
      return
    case 'answer':
      takeAnswer(message)
  }
}

stepBack()
tellOfPrograms((pid, isRunning) => say({ type: 'program', pid, isRunning }))
