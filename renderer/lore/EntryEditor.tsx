// One entry of the lorebook: what it says, what calls it, and behind "more" every finer rule.
import { Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Segmented, Select, Slider, Switch } from '../ui/index.ts'
import { changeEntry, removeEntry, useLore, type Entry, type EntryChange } from './lore-store.ts'
import { SavedText } from './SavedText.tsx'

const LOGICS = ['and-any', 'and-all', 'not-any', 'not-all'] as const
const POSITIONS = ['before', 'after', 'note-top', 'note-bottom', 'depth'] as const
/** No scene limits it. */
const ANY = ''

interface Props {
  readonly entry: Entry
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const useChange = ({ id }: Entry): ((change: EntryChange) => void) => {
  return (change) => void changeEntry(id, change)
}

const Number = (props: {
  readonly label: string
  readonly value: number | null
  readonly hint?: string
  /** Whether it may be left empty. */
  readonly optional?: boolean
  readonly onSave: (value: number | null) => void
}): ReactElement => (
  <SavedText
    label={props.label}
    value={props.value === null ? '' : String(props.value)}
    {...(props.hint === undefined ? {} : { hint: props.hint })}
    onSave={(text) => {
      const value = globalThis.Number.parseInt(text, 10)
      if (globalThis.Number.isSafeInteger(value) && value >= 0) props.onSave(value)
      else if (props.optional === true && text.trim() === '') props.onSave(null)
    }}
  />
)

const Three = (props: {
  readonly label: string
  readonly value: boolean | null
  readonly onChange: (value: boolean | null) => void
}): ReactElement => {
  const t = useText()
  return (
    <div className="field">
      <span className="label">{props.label}</span>
      <Segmented
        label={props.label}
        value={props.value === null ? 'usual' : props.value ? 'yes' : 'no'}
        choices={(['usual', 'yes', 'no'] as const).map((id) => ({ id, label: t(`memory:three-${id}`) }))}
        onChange={(id) => props.onChange(id === 'usual' ? null : id === 'yes')}
      />
    </div>
  )
}

const When = ({ entry }: Props): ReactElement => {
  const t = useText()
  const change = useChange(entry)
  const scenes = useLore((state) => state.scenes)
  const choices = [
    { id: ANY, label: t('memory:anyScene') },
    ...scenes.map(({ id, title }) => ({ id, label: title })),
  ]
  return (
    <>
      <Select
        label={t('memory:from')}
        value={entry.fromSceneId ?? ANY}
        choices={choices}
        onChange={(id) => change({ fromSceneId: id === ANY ? null : id })}
      />
      <Select
        label={t('memory:until')}
        value={entry.untilSceneId ?? ANY}
        choices={choices}
        onChange={(id) => change({ untilSceneId: id === ANY ? null : id })}
      />
    </>
  )
}

/** Of entries that share a group one is taken: which. */
const Groups = ({ entry }: Props): ReactElement => {
  const t = useText()
  const change = useChange(entry)
  return (
    <>
      <SavedText
        multiline
        label={t('memory:groups')}
        hint={t('memory:groupsHint')}
        value={entry.groups.join('\n')}
        onSave={(text) => change({ groups: linesOf(text) })}
      />
      {entry.groups.length > 0 && (
        <>
          <Number
            label={t('memory:groupWeight')}
            hint={t('memory:groupWeightHint')}
            value={entry.groupWeight}
            onSave={(groupWeight) => change({ groupWeight: groupWeight ?? 0 })}
          />
          <Switch selected={entry.groupPriority} onChange={(groupPriority) => change({ groupPriority })}>
            {t('memory:groupPriority')}
          </Switch>
          <Three
            label={t('memory:groupScoring')}
            value={entry.groupScoring}
            onChange={(groupScoring) => change({ groupScoring })}
          />
        </>
      )}
    </>
  )
}

/** How long it stays, rests and waits, in paragraphs. */
const Timing = ({ entry }: Props): ReactElement => {
  const t = useText()
  const change = useChange(entry)
  return (
    <>
      {(['sticky', 'cooldown', 'delay'] as const).map((name) => (
        <Number
          key={name}
          label={t(`memory:${name}`)}
          hint={t(`memory:${name}Hint`)}
          value={entry[name]}
          onSave={(value) => change({ [name]: value ?? 0 })}
        />
      ))}
    </>
  )
}

const More = ({ entry }: Props): ReactElement => {
  const t = useText()
  const change = useChange(entry)
  return (
    <details className="lore-more">
      <summary>{t('memory:more')}</summary>
      <SavedText
        multiline
        label={t('memory:secondary')}
        hint={t('memory:secondaryHint')}
        value={entry.secondaryKeys.join('\n')}
        onSave={(text) => change({ secondaryKeys: linesOf(text) })}
      />
      <Select
        label={t('memory:logic')}
        value={entry.logic}
        choices={LOGICS.map((id) => ({ id, label: t(`memory:logic-${id}`) }))}
        onChange={(logic) => change({ logic })}
      />
      <Select
        label={t('memory:position')}
        value={entry.position}
        choices={POSITIONS.map((id) => ({ id, label: t(`memory:position-${id}`) }))}
        onChange={(position) => change({ position })}
      />
      {entry.position === 'depth' && (
        <Number
          label={t('memory:depth')}
          value={entry.depth}
          onSave={(depth) => change({ depth: depth ?? 0 })}
        />
      )}
      <Number
        label={t('memory:order')}
        hint={t('memory:orderHint')}
        value={entry.order}
        onSave={(order) => change({ order: order ?? 0 })}
      />
      <When entry={entry} />
      <Number
        optional
        label={t('memory:scanDepth')}
        hint={t('memory:scanDepthHint')}
        value={entry.scanDepth}
        onSave={(scanDepth) => change({ scanDepth })}
      />
      <Three
        label={t('memory:caseSensitive')}
        value={entry.caseSensitive}
        onChange={(caseSensitive) => change({ caseSensitive })}
      />
      <Three
        label={t('memory:wholeWords')}
        value={entry.wholeWords}
        onChange={(wholeWords) => change({ wholeWords })}
      />
      <Slider
        label={t('memory:probability')}
        value={entry.probability}
        min={0}
        max={100}
        step={5}
        onChange={(probability) => change({ probability })}
      />
      <Switch selected={entry.excludeRecursion} onChange={(excludeRecursion) => change({ excludeRecursion })}>
        {t('memory:excludeRecursion')}
      </Switch>
      <Switch selected={entry.preventRecursion} onChange={(preventRecursion) => change({ preventRecursion })}>
        {t('memory:preventRecursion')}
      </Switch>
      <Number
        label={t('memory:delayLevel')}
        hint={t('memory:delayLevelHint')}
        value={entry.delayLevel}
        onSave={(delayLevel) => change({ delayLevel: delayLevel ?? 0 })}
      />
      <Timing entry={entry} />
      <Switch selected={entry.ignoresBudget} onChange={(ignoresBudget) => change({ ignoresBudget })}>
        {t('memory:ignoresBudget')}
      </Switch>
      <Groups entry={entry} />
    </details>
  )
}

export const EntryEditor = ({ entry }: Props): ReactElement => {
  const t = useText()
  const change = useChange(entry)
  return (
    <div className="lore-editor" data-testid="lore-editor">
      <SavedText
        label={t('memory:entryTitle')}
        value={entry.title}
        onSave={(title) => change({ title })}
        testId="lore-title"
      />
      <SavedText
        multiline
        label={t('memory:content')}
        hint={t('memory:contentHint')}
        value={entry.content}
        onSave={(content) => change({ content })}
        testId="lore-content"
      />
      <Switch selected={entry.constant} onChange={(constant) => change({ constant })}>
        {t('memory:constant')}
      </Switch>
      {!entry.constant && (
        <SavedText
          multiline
          label={t('memory:keys')}
          hint={t('memory:keysHint')}
          value={entry.keys.join('\n')}
          onSave={(text) => change({ keys: linesOf(text) })}
          testId="lore-keys"
        />
      )}
      <More entry={entry} />
      <Button writes look="quiet" onPress={() => void removeEntry(entry.id)} data-testid="lore-remove">
        <Trash2 aria-hidden /> {t('memory:remove')}
      </Button>
    </div>
  )
}
