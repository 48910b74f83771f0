// The writer's words for an act that the engine recorded; labels the studio has no words for fall back to a plain one.
import { t } from '../locales/index.ts'

const KNOWN = [
  'arc.keepDraft',
  'arc.removeDraft',
  'binder.convert',
  'binder.create',
  'binder.describe',
  'binder.discard',
  'binder.duplicate',
  'binder.merge',
  'binder.move',
  'binder.nameLabel',
  'binder.remove',
  'binder.rename',
  'binder.restore',
  'binder.split',
  'dialogue.add',
  'dialogue.connect',
  'dialogue.create',
  'dialogue.duplicate',
  'dialogue.edit',
  'dialogue.import',
  'dialogue.layout',
  'dialogue.move',
  'dialogue.remove',
  'dialogue.removeAll',
  'dialogue.replace',
  'dialogue.start',
  'dialogue.translate',
  'dialogue.update',
  'dialogue.variable',
  'feeling.copyTarget',
  'feeling.correct',
  'feeling.setTarget',
  'feeling.uncorrect',
  'goals.update',
  'history.createDraft',
  'history.remove',
  'history.removeDraft',
  'history.rename',
  'history.renameDraft',
  'history.restore',
  'history.switchDraft',
  'manuscript.commitImport',
  'manuscript.import',
  'media.add',
  'media.movePin',
  'media.pin',
  'media.remove',
  'media.unpin',
  'media.update',
  'plan.add',
  'plan.create',
  'plan.makeScenes',
  'plan.move',
  'plan.regenerate',
  'plan.remove',
  'plan.update',
  'project.update',
  'search.replace',
  'spell.add',
  'spell.choose',
  'spell.remove',
] as const
type Known = (typeof KNOWN)[number]

type Underscored<Label extends string> = Label extends `${infer Room}.${infer Act}` ? `${Room}_${Act}` : never
type ActKey = `act_${Underscored<Known>}`

const isKnown = (label: string): label is Known => (KNOWN as readonly string[]).includes(label)

/** @param label as the engine records it, e.g. `binder.move`. */
export const actLabel = (label: string): string =>
  isKnown(label) ? t(`app:${`act_${label.replace('.', '_')}` as ActKey}`) : t('app:actGeneric')
