// dialogue.*: branching dialogues of the project. What a dialogue is and means lies in the domain; files in the
// exporters and importers; here they meet the store, undo and the windows.
import type { Outputs } from '../contract/index.ts'
import type { Dialogue } from '../domain/dialogue/dialogue.ts'
import { applyEdits, type DialogueEdit, type EditResult } from '../domain/dialogue/edit-dialogue.ts'
import { layoutDialogue } from '../domain/dialogue/layout-dialogue.ts'
import { createPlayer, type PlayStep } from '../domain/dialogue/play-dialogue.ts'
import { spokenLines } from '../domain/dialogue/reading-order.ts'
import { spokenText } from '../domain/dialogue/spoken-text.ts'
import { validateDialogue } from '../domain/dialogue/validate-dialogue.ts'
import { EngineError } from '../domain/errors.ts'
import { Random } from '../nn/seed.ts'
import { countWords } from '../text/words.ts'
import { act } from './act.ts'
import type { OpenProject } from './context.ts'
import { castDialogue, speakersOf } from './dialogue-cast.ts'
import { dialogueExchange } from './dialogue-exchange.ts'
import { findInDialogues, replaceInDialogues } from './dialogue-search.ts'
import { os, projectOf } from './os.ts'

type Graph = Outputs['dialogue']['get']

/** A copy that the contract may hand out. */
const toGraph = (dialogue: Dialogue): Graph => structuredClone(dialogue) as Graph

/** One undo step; `label` is a key that windows have words for. */
const change = (
  project: OpenProject,
  label: string,
  dialogueId: string,
  edits: readonly DialogueEdit[],
): EditResult => {
  const { dialogues } = project.store
  return act(project, label, [{ kind: 'dialogues', dialogueId }], () => {
    const result = applyEdits(dialogues.get(dialogueId), edits, dialogues.nextId)
    dialogues.save(result.dialogue)
    return result
  })
}

const labelOf = (edits: readonly DialogueEdit[]): string => {
  const acts = new Set(edits.map((edit) => edit.act))
  return acts.size === 1 ? `dialogue.${[...acts][0]}` : 'dialogue.edit'
}

export const dialogueRouter = {
  list: os.dialogue.list.handler(({ context }) =>
    projectOf(context)
      .store.dialogues.list()
      .map((dialogue) => {
        const lines = spokenLines(dialogue)
        return {
          id: dialogue.id,
          title: dialogue.title,
          nodes: dialogue.nodes.length,
          lines: lines.length,
          words: lines.reduce((sum, { text }) => sum + countWords(text), 0),
        }
      }),
  ),

  create: os.dialogue.create.handler(({ input: { title }, context }) => {
    const project = projectOf(context)
    const { dialogues } = project.store
    return toGraph(
      act(project, 'dialogue.create', [{ kind: 'dialogues', dialogueId: null }], () =>
        dialogues.create(dialogues.nextId('d'), spokenText(title)),
      ),
    )
  }),

  get: os.dialogue.get.handler(({ input: { dialogueId }, context }) => {
    const { store } = projectOf(context)
    return toGraph(castDialogue(store, store.dialogues.get(dialogueId)))
  }),

  remove: os.dialogue.remove.handler(({ input: { dialogueId }, context }) => {
    const project = projectOf(context)
    act(project, 'dialogue.removeAll', [{ kind: 'dialogues', dialogueId }], () => {
      project.store.growths.remove(dialogueId)
      project.store.dialogues.remove(dialogueId)
    })
  }),

  edit: os.dialogue.edit.handler(({ input: { dialogueId, edits }, context }) => {
    const project = projectOf(context)
    const given = edits as readonly DialogueEdit[]
    const { dialogue, made } = change(project, labelOf(given), dialogueId, given)
    return { dialogue: toGraph(castDialogue(project.store, dialogue)), made: [...made] }
  }),

  speakers: os.dialogue.speakers.handler(({ context }) => speakersOf(projectOf(context).store)),

  layout: os.dialogue.layout.handler(({ input: { dialogueId }, context }) => {
    const project = projectOf(context)
    const places = layoutDialogue(project.store.dialogues.get(dialogueId))
    const { dialogue } = change(project, 'dialogue.layout', dialogueId, [{ act: 'move', places }])
    return toGraph(castDialogue(project.store, dialogue))
  }),

  validate: os.dialogue.validate.handler(
    ({ input: { dialogueId }, context }) =>
      structuredClone(
        validateDialogue(projectOf(context).store.dialogues.get(dialogueId)),
      ) as Outputs['dialogue']['validate'],
  ),

  play: os.dialogue.play.handler(({ input, context }) => {
    const { store } = projectOf(context)
    const dialogue = castDialogue(store, store.dialogues.get(input.dialogueId))
    const player = createPlayer(
      dialogue,
      (sides, roll) => new Random(`${input.seed}/${roll}`).integer(sides) + 1,
    )
    let state = input.state ?? player.begin()
    if (input.optionId !== undefined) {
      const chosen = player.choose(state, input.optionId)
      if (!chosen)
        throw new EngineError('BAD_INPUT', 'This option is not open now. The play is where it was.', {
          optionId: input.optionId,
        })
      state = chosen
    }
    const step: PlayStep = player.advance(state)
    return structuredClone(step) as Outputs['dialogue']['play']
  }),

  find: os.dialogue.find.handler(({ input, context }) => findInDialogues(projectOf(context).store, input)),

  replace: os.dialogue.replace.handler(({ input, context }) => {
    const project = projectOf(context)
    const replaced = act(project, 'dialogue.replace', [{ kind: 'dialogues', dialogueId: null }], () =>
      replaceInDialogues(project.store, input),
    )
    return { replaced }
  }),

  ...dialogueExchange,
}
