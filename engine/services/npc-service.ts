// npc.*: keeps the sessions of NPCs, each for who made it, and lets one speak at a time in each.
import type { Outputs } from '../contract/index.ts'
import { restingState, spokenFeeling } from '../domain/cast/emotional-state.ts'
import { namesOf } from '../domain/cast/names-of.ts'
import { STRANGERS } from '../domain/cast/relation.ts'
import { NEW_CHARACTER, type Character, type CharacterSheet } from '../domain/character.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { MOST_SESSIONS, type NpcSession } from '../domain/npc-session.ts'
import { afterTurns, keptMemories } from '../generation/npc/npc-memory.ts'
import { nameOfPlayer } from '../generation/npc/npc-prompt.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { afterHappening, clockOf, sheetOf } from './npc-mind.ts'
import { sayToNpc, saidBefore } from './npc-say.ts'
import { os, projectOf } from './os.ts'
import { placeOf } from './persona-briefs.ts'

type Told = Outputs['npc']['get']
type Persona = NonNullable<Parameters<typeof personaSheet>[0]>

/** Who speaks just now, in whatever project: two lines at once would both be answers to the same words. */
const speaking = new Set<string>()

const personaSheet = (
  persona: Partial<Omit<CharacterSheet, 'voice' | 'personality'>> & {
    readonly voice?: Partial<CharacterSheet['voice']> | undefined
    readonly personality?: Partial<CharacterSheet['personality']> | undefined
  },
): CharacterSheet => {
  const { name } = persona
  if (name === undefined)
    throw new EngineError('BAD_INPUT', 'A persona needs a name. Nothing was made.', { reason: 'no-name' })
  return {
    ...NEW_CHARACTER,
    ...persona,
    name,
    voice: { ...NEW_CHARACTER.voice, ...persona.voice },
    personality: { ...NEW_CHARACTER.personality, ...persona.personality },
  }
}

const summaryOf = (project: OpenProject, session: NpcSession) => {
  const { id, characterId, playerName, lines, relation, state, createdAt, updatedAt } = session
  const { name } = sheetOf(project, session)
  return {
    id,
    characterId,
    name,
    playerName,
    lines,
    feeling: spokenFeeling(state),
    relation,
    state: { ...state, emotions: [...state.emotions] },
    createdAt,
    updatedAt,
  }
}

const told = (project: OpenProject, session: NpcSession): Told => ({
  ...summaryOf(project, session),
  turns: session.turns.map(({ role, text, feeling, atMinutes }) => ({ role, text, feeling, atMinutes })),
  memories: [...session.memories],
})

/** By id, else by name or alias. NOT_FOUND. */
const characterOf = ({ store }: OpenProject, wanted: string): Character => {
  const named = wanted.toLowerCase()
  const found = store.characters
    .list()
    .find((person) => person.id === wanted || namesOf(person).some((each) => each.toLowerCase() === named))
  return found ?? store.characters.get(wanted)
}

/** Somebody else's session is as one that is not there. NOT_FOUND. */
const own = ({ caller = '' }: RequestContext, { store }: OpenProject, id: string): NpcSession => {
  const session = store.npcs.get(id)
  if (caller === '' || session.owner === caller) return session
  throw new EngineError('NOT_FOUND', 'There is no such session (any more). Nothing was said.', { id })
}

/** CONFLICT while they speak. @returns ends it. */
const begin = (id: string): (() => void) => {
  if (speaking.has(id))
    throw new EngineError(
      'CONFLICT',
      'They are speaking; wait for the end of the line. Nothing of this was heard.',
      { id },
    )
  speaking.add(id)
  return () => speaking.delete(id)
}

export const npcRouter = {
  create: os.npc.create.handler(({ input, context }) => {
    const project = projectOf(context)
    const { store } = project
    const {
      characterId: wanted = null,
      persona,
      playerName,
      relation,
      memories,
      sceneId = null,
      writerId = null,
    } = input
    if ((wanted === null) === (persona === undefined))
      throw new EngineError('BAD_INPUT', 'Name somebody of the cast, or tell who they are: one of both.', {
        reason: 'who',
      })
    if (store.npcs.count() >= MOST_SESSIONS)
      throw new EngineError('CONFLICT', 'There are too many sessions. Remove those that are over.', {
        most: MOST_SESSIONS,
      })
    placeOf(store, sceneId)
    const character = wanted === null ? null : characterOf(project, wanted)
    const sheet = character ? null : personaSheet(persona as Persona)
    const now = context.engine.now()
    const session: NpcSession = {
      id: newId(),
      owner: context.caller ?? '',
      characterId: character?.id ?? null,
      sheet,
      playerName,
      sceneId,
      writerId,
      relation: { ...STRANGERS, ...relation },
      // Their own clock begins with the session.
      state: character
        ? { ...character.state, atMinutes: 0 }
        : restingState((sheet ?? NEW_CHARACTER).personality),
      memories: memories.map((memory) => ({ ...memory, atMinutes: 0 })),
      turns: [],
      lines: 0,
      createdAt: now,
      updatedAt: now,
    }
    store.npcs.put(session)
    return told(project, session)
  }),

  list: os.npc.list.handler(({ context }) => {
    const project = projectOf(context)
    const { caller = '' } = context
    const cast = new Set(project.store.characters.list().map(({ id }) => id))
    return project.store.npcs
      .list()
      .filter(({ owner }) => caller === '' || owner === caller)
      .filter(({ characterId }) => characterId === null || cast.has(characterId))
      .map((session) => summaryOf(project, session))
  }),

  get: os.npc.get.handler(({ input, context }) => {
    const project = projectOf(context)
    return told(project, own(context, project, input.id))
  }),

  remove: os.npc.remove.handler(({ input, context }) => {
    const project = projectOf(context)
    own(context, project, input.id)
    project.store.npcs.remove(input.id)
  }),

  happen: os.npc.happen.handler(({ input, context }) => {
    const project = projectOf(context)
    const session = own(context, project, input.id)
    const turnId = input.turnId ?? null
    if (turnId !== null && session.turns.some((turn) => turn.role === 'event' && turn.turnId === turnId))
      return told(project, session)
    const end = begin(input.id)
    try {
      const sheet = sheetOf(project, session)
      const atMinutes = clockOf(session, input.minutes, context.engine.now())
      const turned = { ...session, ...afterHappening(session, sheet, input.event, atMinutes) }
      const feeling = spokenFeeling(turned.state)
      const { language } = project.store.project.get()
      const names = { npc: sheet.name, player: nameOfPlayer(session.playerName, language) }
      const turn = { role: 'event', text: input.text, feeling, atMinutes, turnId } as const
      const { turns, memories } = afterTurns(session, [turn], names)
      const next: NpcSession = {
        ...turned,
        turns,
        memories: keptMemories(memories, atMinutes),
        updatedAt: context.engine.now(),
      }
      project.store.npcs.put(next)
      return told(project, next)
    } finally {
      end()
    }
  }),

  say: os.npc.say.handler(async function* ({ input, context, signal = new AbortController().signal }) {
    const project = projectOf(context)
    const { engine, onTokens = () => undefined } = context
    const session = own(context, project, input.id)
    const before = saidBefore(session, input.turnId)
    if (before) return yield before
    const end = begin(input.id)
    const release = engine.projects.hold(project)
    try {
      for await (const event of sayToNpc(engine, project, session, input, signal, onTokens))
        // What the story knows is not for whoever only plays.
        if (event.kind !== 'told' || session.owner === '') yield event
    } finally {
      end()
      release()
    }
  }),
}
