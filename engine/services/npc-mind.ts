// How somebody of a session takes what is said and done to them: feeling, relation, clock. The rules are the domain's; who
// they are comes from the cast or from the session.
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { heardWords, type StoryEvent } from '../domain/cast/appraisal.ts'
import { afterEvent, decayed, spokenFeeling } from '../domain/cast/emotional-state.ts'
import { afterDeed } from '../domain/cast/relation.ts'
import type { CharacterSheet } from '../domain/character.ts'
import type { LineEmotion } from '../domain/dialogue/dialogue.ts'
import { EMOTIONS, type Emotion, type Feeling } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import type { NpcSession } from '../domain/npc-session.ts'
import { personaPrompt } from '../generation/cast/persona-prompt.ts'
import { nameOfPlayer } from '../generation/npc/npc-prompt.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { readFindings } from './learning/used-head.ts'
import { knowledgeOf, placeOf } from './persona-briefs.ts'

const MINUTE_MS = 60_000

/** NOT_FOUND where they were taken out of the cast. */
export const sheetOf = ({ store }: OpenProject, session: NpcSession): CharacterSheet => {
  if (session.characterId !== null) return store.characters.get(session.characterId)
  if (session.sheet) return session.sheet
  throw new EngineError('NOT_FOUND', 'Nothing is known of this character (any more). Nothing was said.')
}

/** Where their clock stands after `minutes`; without them, after what has passed on the wall. */
export const clockOf = (
  { state, updatedAt }: Pick<NpcSession, 'state' | 'updatedAt'>,
  minutes: number | undefined,
  nowMs: number,
): number => state.atMinutes + (minutes ?? Math.max(0, nowMs - updatedAt) / MINUTE_MS)

const CALM = { valence: 0, arousal: 0, mix: [0, 0, 0, 0, 0, 0, 1] }

/** How words feel: an analyser's finding, nothing where it finds nothing. */
export const heardIn = async (
  engine: Pick<EngineParts, 'analysis'>,
  project: OpenProject,
  text: string,
  signal: AbortSignal,
): Promise<{ readonly line: LineEmotion; readonly share: (name: Emotion) => number }> => {
  const [finding] = await readFindings(engine, project, [text], signal)
  const found: Pick<Feeling, 'valence' | 'arousal' | 'mix'> & { readonly emotion?: Emotion } =
    (finding && feelingOfPassage(finding)) ?? CALM
  return {
    line: { label: found.emotion ?? 'neutral', valence: found.valence, arousal: found.arousal },
    share: (name) => found.mix[EMOTIONS.indexOf(name)] ?? 0,
  }
}

/** The session after the player said something that feels like this. */
export const afterWords = (
  session: NpcSession,
  { personality }: Pick<CharacterSheet, 'personality'>,
  { line, share }: Awaited<ReturnType<typeof heardIn>>,
  atMinutes: number,
): Pick<NpcSession, 'state' | 'relation'> => {
  const heard = {
    valence: line.valence,
    arousal: line.arousal,
    anger: share('anger'),
    fear: share('fear'),
    disgust: share('disgust'),
    surprise: share('surprise'),
  }
  const events = heardWords(heard, session.relation)
  const [said] = events
  return {
    state: events.reduce(
      (state, event) => afterEvent(state, personality, event, atMinutes),
      decayed(session.state, personality, atMinutes),
    ),
    relation: afterDeed(session.relation, {
      pleasant: said?.desirable ?? 0,
      praiseworthy: said?.praiseworthy ?? 0,
    }),
  }
}

/** The session after something happened to them; what the player did moves the relation too. */
export const afterHappening = (
  session: NpcSession,
  { personality }: Pick<CharacterSheet, 'personality'>,
  event: StoryEvent,
  atMinutes: number,
): Pick<NpcSession, 'state' | 'relation'> => ({
  state: afterEvent(session.state, personality, event, atMinutes),
  relation:
    event.by === 'other'
      ? afterDeed(session.relation, {
          pleasant: event.desirable ?? 0,
          praiseworthy: event.praiseworthy ?? 0,
        })
      : session.relation,
})

/** What a model is told of who they are, just now. */
export const personaOf = (
  { store }: OpenProject,
  session: NpcSession,
  sheet: CharacterSheet,
): { readonly persona: string; readonly feeling: LineEmotion } => {
  const { language } = store.project.get()
  const place = placeOf(store, session.sceneId)
  const feeling = spokenFeeling(session.state)
  const facts =
    session.characterId === null
      ? []
      : knowledgeOf(store, session.characterId, place).known.map(({ text }) => text)
  const listener = { name: nameOfPlayer(session.playerName, language), relation: session.relation }
  return { feeling, persona: personaPrompt({ character: sheet, language, facts, listener, feeling }) }
}
