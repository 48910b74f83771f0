// npc.say: hears the player, lets somebody answer, and keeps both only when the answer is whole.
import type { Inputs, Outputs } from '../contract/index.ts'
import { namesOf } from '../domain/cast/names-of.ts'
import type { ToldContext } from '../domain/context-piece.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { DEFAULT_LEVERS } from '../domain/levers.ts'
import type { NpcSession, NpcTurn } from '../domain/npc-session.ts'
import { WithoutThoughts } from '../generation/chat/without-thoughts.ts'
import { afterTurns, recalled } from '../generation/npc/npc-memory.ts'
import {
  nameOfPlayer,
  npcConversation,
  npcLine,
  npcScript,
  type NpcScene,
} from '../generation/npc/npc-prompt.ts'
import { steeringOf } from '../generation/steering.ts'
import { ANSWER_TOKENS_PER_WORD, type CandidatesRequest } from '../models/passage.ts'
import { Random } from '../nn/seed.ts'
import { countWords } from '../text/words.ts'
import type { OpenProject } from './context.ts'
import { samplingOf } from './continue-passage.ts'
import type { EngineParts } from './engine-parts.ts'
import { listWriters } from './list-writers.ts'
import { headWords } from './learning/used-head.ts'
import { afterWords, clockOf, heardIn, personaOf, sheetOf } from './npc-mind.ts'
import { knowledgeOf, placeOf } from './persona-briefs.ts'
import { speakerKnowledge, toContractTold, toldOf, toldToSmall } from './speaker-knowledge.ts'
import { namesOfStory } from './story-names.ts'
import { estimateTokens } from './token-counter.ts'
import { maskedConversation, maskedVoice } from './masked-voice.ts'
import { findVoice, type Voice } from './voices.ts'

type Wish = Inputs['npc']['say'] & { readonly words: number }
type Event = Outputs['npc']['say'] extends AsyncIterable<infer Each> ? Each : never
type Line = Extract<Event, { kind: 'line' }>

const SEEDS = 2 ** 31
/** Memories that come to mind at once. */
const RECALLED = 6
/** Seeds that are tried until something is said. */
const ATTEMPTS = 3
/** Lines said last, in which lore and people are looked for. */
const LOOKED_AT = 6
/** Characters of the script that a small model goes on with. */
const SMALL_SCRIPT = 480

/** What was said under this name already, with the state as it is now. */
export const saidBefore = (session: NpcSession, turnId: string | undefined): Line | null => {
  const turn = session.turns.find((each) => each.role === 'npc' && each.turnId === turnId)
  if (turnId === undefined || !turn) return null
  const { relation, state } = session
  const { text, feeling } = turn
  return {
    kind: 'line',
    text,
    emotion: feeling,
    reads: feeling,
    relation,
    state: { ...state, emotions: [...state.emotions] },
    tokens: 0,
    repeated: true,
  }
}

/** Whoever was chosen; else the first that can be told who they are, else the first. */
const writerFor = async (
  engine: EngineParts,
  project: OpenProject,
  { writerId }: Pick<NpcSession, 'writerId'>,
): Promise<string | undefined> => {
  if (writerId !== null) return writerId
  const writers = await listWriters(engine, project)
  const mayWrite = ({ kind }: (typeof writers)[number]): boolean =>
    kind !== 'server' || engine.doors.isOpen('remote-models')
  return writers.find((writer) => writer.abilities.instructions && mayWrite(writer))?.id
}

interface Asked {
  readonly voice: Voice
  readonly request: CandidatesRequest
  readonly told: ToldContext
}

/** Tokens for everything that is told. */
const roomOf = (found: Voice, words: number): number =>
  found.contextTokens - Math.min(words * ANSWER_TOKENS_PER_WORD, Math.floor(found.contextTokens / 2))

/** What is asked of whoever writes, under names that may leave the machine. */
const asked = (
  project: OpenProject,
  found: Voice,
  scene: NpcScene,
  base: Omit<CandidatesRequest, 'prompt'>,
): Asked => {
  const room = roomOf(found, scene.words)
  if (found.abilities.instructions) {
    const told = npcConversation(scene, room, estimateTokens)
    const names = namesOfStory(project.store, told.turns.map(({ text }) => text).join('\n'))
    const masked = maskedConversation(found, told.turns, names)
    return {
      voice: masked.voice,
      request: { ...base, prompt: '', conversation: masked.turns },
      told: toldOf(told, room, masked.turns),
    }
  }
  const isOwn = found.kind === 'run' || found.kind === 'shipped'
  const script = npcScript(scene, isOwn ? SMALL_SCRIPT : Math.max(200, 3 * room))
  const masked = found.mask?.(script, namesOfStory(project.store, script)) ?? null
  const prompt = masked?.text ?? script
  return {
    voice: masked ? maskedVoice(found, masked) : found,
    request: { ...base, prompt },
    told: toldToSmall(scene.knowledge, prompt, room),
  }
}

/** Pieces of the line as far as they are sure; whole at the end, empty where nothing was said. */
async function* speak(
  voice: Voice,
  request: CandidatesRequest,
  speakers: readonly string[],
  signal: AbortSignal,
  onTokens: (count: number) => void,
): AsyncGenerator<Event, string> {
  const thoughts = new WithoutThoughts()
  let [whole, shown, tokens] = ['', '', 0]
  try {
    for await (const piece of voice.write(request, signal)) {
      whole += thoughts.push(piece.text)
      if (piece.done) ({ tokens } = piece.done)
      const { line, isOver } = npcLine(whole, speakers, false)
      if (line.startsWith(shown) && line.length > shown.length) {
        yield { kind: 'text', text: line.slice(shown.length) }
        shown = line
      }
      if (isOver) break
    }
  } finally {
    // Also of what was stopped; who tells no tokens is counted by words.
    onTokens(tokens > 0 ? tokens : countWords(whole))
  }
  return npcLine(whole + thoughts.flush(), speakers, true).line
}

/** Abort, or an error, leaves the session as it was. The caller has made sure that nobody else speaks in it. */
export async function* sayToNpc(
  engine: EngineParts,
  project: OpenProject,
  session: NpcSession,
  wish: Wish,
  signal: AbortSignal,
  onTokens: (count: number) => void,
): AsyncGenerator<Event> {
  const { store } = project
  const sheet = sheetOf(project, session)
  const { language } = store.project.get()
  const found = await findVoice(engine, project, await writerFor(engine, project, session))
  await found.prepare(() => undefined, signal)
  const atMinutes = clockOf(session, wish.minutes, engine.now())
  const heard = await heardIn(engine, project, wish.text, signal)
  const turned: NpcSession = { ...session, ...afterWords(session, sheet, heard, atMinutes) }
  const { persona, feeling } = personaOf(project, turned, sheet)
  yield { kind: 'heard', heard: heard.line, feeling }

  const turnId = wish.turnId ?? null
  const remark: NpcTurn = { role: 'player', text: wish.text, feeling: heard.line, atMinutes, turnId }
  const names = { npc: sheet.name, player: nameOfPlayer(session.playerName, language) }
  const scene: NpcScene = {
    language,
    persona,
    npcName: sheet.name,
    playerName: session.playerName,
    memories: recalled(session.memories, wish.text, atMinutes, RECALLED),
    turns: [...session.turns, remark],
    words: wish.words,
    knowledge: speakerKnowledge(project, {
      sceneId: session.sceneId,
      names: [sheet.name, session.playerName],
      unknown: knowledgeOf(store, session.characterId ?? '', placeOf(store, session.sceneId)).unknown,
      text: [...session.turns.slice(-LOOKED_AT), remark].map(({ text }) => text).join('\n'),
      room: roomOf(found, wish.words),
      count: estimateTokens,
      seed: session.lines,
    }),
  }
  const target = { emotion: feeling.label, valence: null }
  const { voice, request, told } = asked(project, found, scene, {
    maxWords: wish.words,
    candidates: 1,
    seed: wish.seed ?? new Random(newId()).integer(SEEDS),
    sampling: samplingOf(wish.temperature === undefined ? {} : { temperature: wish.temperature }),
    ban: [...sheet.voice.forbidden],
    ...(found.abilities.instructions ? {} : steeringOf(target, language, DEFAULT_LEVERS, headWords(project))),
  })
  yield { kind: 'told', told: toContractTold(told) }

  const speakers = namesOf(sheet)
  let line = ''
  let tokens = 0
  // A small model may begin with the end of its line.
  for (let attempt = 0; attempt < ATTEMPTS && line === ''; attempt++) {
    const seed = (request.seed + attempt) % SEEDS
    line = yield* speak(voice, { ...request, seed }, speakers, signal, (count) => {
      tokens += count
      onTokens(count)
    })
    signal.throwIfAborted()
  }
  if (line === '')
    throw new EngineError(
      'MODEL_FAILED',
      'The model had nothing to say. Nothing of this turn is kept; ask once more, or choose another writer.',
      { name: found.name, trouble: 'empty' },
    )
  const reads = (await heardIn(engine, project, line, signal)).line
  const answer: NpcTurn = { role: 'npc', text: line, feeling, atMinutes, turnId }
  const { relation, state } = turned
  store.npcs.put({
    ...turned,
    ...afterTurns(session, [remark, answer], names),
    lines: session.lines + 1,
    updatedAt: engine.now(),
  })
  yield {
    kind: 'line',
    text: line,
    emotion: feeling,
    reads,
    relation,
    state: { ...state, emotions: [...state.emotions] },
    tokens,
    repeated: false,
  }
}
