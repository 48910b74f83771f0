// What was understood of an open file: a line a finding, each with its trust, correctable by hand, and what could not be found out.
import { Pencil, RotateCcw } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { currentLocale, useText, type TextKey } from '../locales/index.ts'
import { Button, IconButton, Select, TextField } from '../ui/index.ts'
import { editOf, withChoice, withWords, type ChoiceFamily, type Edit } from './finding-edits.ts'
import { FindingWords } from './FindingWords.tsx'
import { useHanding } from './hand-clips.ts'
import { updateItem, type MediaItem } from './media-store.ts'
import {
  correctFinding,
  uncorrectFinding,
  useChoices,
  useUnderstanding,
  type Finding,
  type ShownFinding,
  type Understanding,
} from './understanding-store.ts'

/** The engine's: what is trusted less says nothing about the file. */
const ROUGH_BELOW = 0.5

const CHOICE_WORDS = {
  emotion: (value) => `emotions:${value}`,
  face: (value) => (value === 'nobody' ? 'media:nobody' : `emotions:${value}`),
  voice: (value) => (value === 'boredom' ? 'media:boredom' : `emotions:${value}`),
  light: (value) => `media:light_${value}`,
  sound: (value) => `media:sound_${value}`,
  scene: (value) => `media:scene_${value}`,
  rating: (value) => `media:rating_${value}`,
} as const satisfies Record<ChoiceFamily, (value: string) => string>

const ChoiceEdit = (props: {
  readonly mediaId: string
  readonly finding: Finding
  readonly edit: Extract<Edit, { kind: 'choices' }>
}): ReactElement => {
  const t = useText()
  const choices = useChoices()
  return (
    <div className="finding-edit">
      {props.edit.fields.map(({ family, value, choices: offered }, index) => (
        <Select
          key={index}
          label={t(`media:aspect_${props.finding.aspect}`)}
          hideLabel
          value={value}
          choices={offered.map((id) => ({ id, label: t(CHOICE_WORDS[family](id) as TextKey) }))}
          onChange={(chosen) =>
            void correctFinding(props.mediaId, withChoice(props.finding, index, chosen, choices))
          }
          testId={`finding-choice-${props.finding.aspect}`}
        />
      ))}
    </div>
  )
}

const WordsEdit = (props: {
  readonly mediaId: string
  readonly finding: Finding
  readonly edit: Extract<Edit, { kind: 'words' }>
  readonly chinese: boolean
  readonly onDone: () => void
}): ReactElement => {
  const t = useText()
  const [text, setText] = useState(props.edit.value)
  const save = (): void => {
    if (text !== props.edit.value)
      void correctFinding(props.mediaId, withWords(props.finding, text, props.chinese))
    props.onDone()
  }
  return (
    <div className="finding-edit">
      <TextField
        label={t(`media:aspect_${props.finding.aspect}`)}
        value={text}
        onChange={setText}
        multiline={props.edit.multiline}
        autoFocus
        onSubmit={save}
        testId={`finding-words-${props.finding.aspect}`}
      />
      <Button writes onPress={save} data-testid="finding-save">
        {t('media:keepCorrection')}
      </Button>
    </div>
  )
}

const Row = ({ item, shown }: { readonly item: MediaItem; readonly shown: ShownFinding }): ReactElement => {
  const t = useText()
  const [editing, setEditing] = useState(false)
  const { finding, by } = shown
  const chinese = currentLocale() === 'zh-CN'
  const edit = editOf(finding, chinese, useChoices())
  const aspect = t(`media:aspect_${finding.aspect}`)
  return (
    <li className="finding" data-testid={`finding-${finding.aspect}`}>
      <span className="finding-name">{aspect}</span>
      <div className="finding-value">
        <FindingWords finding={finding} chinese={chinese} />
        <span className="finding-trust">
          {by === 'hand'
            ? t('media:byHand')
            : t('media:trust', { percent: Math.round(finding.confidence * 100) })}
        </span>
        {finding.aspect === 'transcript' && by !== 'hand' && finding.confidence < ROUGH_BELOW && (
          <span className="finding-trust">{t('media:rough')}</span>
        )}
        {finding.aspect === 'caption' && (
          <Button
            look="quiet"
            writes
            onPress={() => void updateItem(item.id, { caption: chinese ? finding.zh : finding.en })}
            data-testid="caption-use"
          >
            {t('media:useCaption')}
          </Button>
        )}
      </div>
      <span className="finding-acts">
        {by === 'hand' && (
          <IconButton
            writes
            label={t('media:takeBack', { aspect })}
            onPress={() => void uncorrectFinding(item.id, finding.aspect)}
          >
            <RotateCcw aria-hidden />
          </IconButton>
        )}
        {edit && (
          <IconButton
            writes
            label={t('media:correct', { aspect })}
            aria-expanded={editing}
            onPress={() => setEditing(!editing)}
            data-testid={`correct-${finding.aspect}`}
          >
            <Pencil aria-hidden />
          </IconButton>
        )}
      </span>
      {editing && edit?.kind === 'words' && (
        <WordsEdit
          mediaId={item.id}
          finding={finding}
          edit={edit}
          chinese={chinese}
          onDone={() => setEditing(false)}
        />
      )}
      {editing && edit?.kind === 'choices' && <ChoiceEdit mediaId={item.id} finding={finding} edit={edit} />}
    </li>
  )
}

/** A clip that nobody can decode is one trouble, not one for each who would have looked at it. */
const troublesOf = (
  { analyzers }: Pick<Understanding, 'analyzers'>,
  refused: boolean,
): readonly Understanding['analyzers'][number][] => {
  const troubled = analyzers.filter(({ problem }) => problem !== null)
  const undecoded = troubled.filter(({ problem }) => problem === 'no-clip-decoder')
  return [
    ...undecoded.slice(0, 1).map((each) => (refused ? { ...each, problem: 'cannot-play' } : each)),
    ...troubled.filter(({ problem }) => problem !== 'no-clip-decoder'),
  ]
}

const Troubles = (props: { readonly understanding: Understanding }): ReactElement | null => {
  const t = useText()
  const refused = useHanding((state) => state.refused.has(props.understanding.mediaId))
  const troubled = troublesOf(props.understanding, refused)
  if (troubled.length === 0) return null
  return (
    <ul className="finding-troubles" aria-label={t('media:troubles')}>
      {troubled.map(({ analyzer, problem }) => (
        <li key={analyzer}>
          {t('media:trouble', {
            analyzer: t(`media:analyzer_${analyzer}` as TextKey),
            problem: t(`media:problem_${(problem ?? '').replaceAll('-', '_')}` as TextKey),
          })}
        </li>
      ))}
    </ul>
  )
}

/** The writer's order of interest. */
const ORDER: readonly Finding['aspect'][] = [
  'caption',
  'mood',
  'place',
  'transcript',
  'voice',
  'sound',
  'speech',
  'scene',
  'objects',
  'faces',
  'text',
  'light',
  'palette',
  'rating',
]

export const Findings = ({ item }: { readonly item: MediaItem }): ReactElement | null => {
  const t = useText()
  const understanding = useUnderstanding(item.id)
  if (!understanding || understanding.analyzers.length === 0) return null
  const waits = understanding.analyzers.some(({ state }) => state === 'waiting')
  // The scenes of a clip stand under it.
  const rows = understanding.findings
    .filter(({ finding }) => finding.aspect !== 'shots')
    .toSorted((a, b) => ORDER.indexOf(a.finding.aspect) - ORDER.indexOf(b.finding.aspect))
  return (
    <section className="findings" aria-label={t('media:understood')} data-testid="findings">
      <b>{t('media:understood')}</b>
      {waits && <p className="quiet">{t('media:stillLooking')}</p>}
      {!waits && rows.length === 0 && <p className="quiet">{t('media:nothingFound')}</p>}
      <ul>
        {rows.map((shown) => (
          <Row key={shown.finding.aspect} item={item} shown={shown} />
        ))}
      </ul>
      <Troubles understanding={understanding} />
    </section>
  )
}
