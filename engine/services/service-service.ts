// service.*: starts and ends the service, keeps its keys, and writes for whoever calls it.
import type { Outputs } from '../contract/index.ts'
import { targetAt } from '../domain/curve.ts'
import type { RequestContext } from './context.ts'
import { os, projectOf } from './os.ts'
import { feelingOf, writeFreely } from './write-freely.ts'

type State = Outputs['service']['state']

const stateOf = async ({ engine }: RequestContext): Promise<State> => {
  const running = await engine.service.running()
  if (!running)
    return { running: false, url: null, writing: 0, waiting: 0, answered: 0, refused: 0, tokens: 0 }
  return { running: true, url: running.url, ...running.load() }
}

export const serviceRouter = {
  start: os.service.start.handler(async ({ input, context }) => {
    const { keyFile, ...wish } = input
    const { service } = context.engine
    await service.start(projectOf(context), { ...wish, keyFile: service.keyFile(keyFile) })
    return stateOf(context)
  }),

  stop: os.service.stop.handler(async ({ context }) => {
    await context.engine.service.stop()
    return stateOf(context)
  }),

  state: os.service.state.handler(({ context }) => stateOf(context)),

  keys: os.service.keys.handler(({ input, context }) => context.engine.service.keys(input.keyFile).list()),

  addKey: os.service.addKey.handler(({ input, context }) => {
    const { keyFile, expiresAt = null, requestsAMinute = null, tokensADay = null, ...rest } = input
    const wish = { ...rest, expiresAt, requestsAMinute, tokensADay }
    const { key, secret } = context.engine.service.keys(keyFile).add(wish)
    return { ...key, secret }
  }),

  removeKey: os.service.removeKey.handler(({ input, context }) => {
    const keys = context.engine.service.keys(input.keyFile)
    keys.remove(input.id)
    return keys.list()
  }),

  write: os.service.write.handler(async function* ({
    input,
    context,
    signal = new AbortController().signal,
  }) {
    const { engine, onTokens } = context
    const project = projectOf(context)
    const { text, passages, arc, emotion = null, seed, temperature, writerId, words } = input
    let [whole, tokens, isStarted] = ['', 0, false]
    for (let passage = 0; passage < passages && !signal.aborted; passage++) {
      const wanted = arc && emotion === null ? targetAt(arc, (passage + 0.5) / passages) : null
      const wish = {
        text: text + whole,
        writerId,
        words,
        // Another one for each passage, the same each time.
        seed: seed === undefined ? undefined : (seed + passage) % 2 ** 31,
        sampling: temperature === undefined ? {} : { temperature },
        target: { emotion, valence: wanted },
        onTokens,
      }
      for await (const event of writeFreely(engine, project, wish, signal)) {
        if (event.kind === 'started' && !isStarted) {
          isStarted = true
          yield { kind: 'started' as const, modelName: event.modelName, seed: event.seed }
        }
        if (event.kind === 'text') yield { kind: 'text' as const, passage, text: event.text }
        if (event.kind !== 'ended') continue
        whole += event.text
        tokens += event.tokens
        const { valence, arousal, emotion: felt, confidence } = await feelingOf(engine, project, event.text)
        const feeling = { valence, arousal, emotion: felt, confidence }
        const written = { passage, text: event.text, tokens: event.tokens, wanted }
        yield { kind: 'passage' as const, ...written, ...feeling }
      }
    }
    yield { kind: 'done' as const, text: whole, tokens }
  }),
}
