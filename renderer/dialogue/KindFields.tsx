// What a node says, offers, asks or sets, as fields: each kind has its own.
import { Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { EMOTIONS, type Emotion } from '../timeline/feelings.ts'
import { Button, IconButton, Select, Slider, Switch } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { edit, type Graph, type GraphNode } from './dialogue-store.ts'
import { Draft } from './Draft.tsx'
import { SpeakerField } from './SpeakerField.tsx'
import { WaySelect } from './WaySelect.tsx'

type Fields = Extract<Parameters<typeof edit>[number], { act: 'update' }>['fields']
type Of<Kind extends GraphNode['kind']> = Extract<GraphNode, { kind: Kind }>

const update = (nodeId: string, fields: Fields): void => void edit({ act: 'update', nodeId, fields })

const LineFields = ({ node }: { readonly node: Of<'line'> }): ReactElement => {
  const t = useText()
  const { id, emotion } = node
  const feel = (part: Partial<NonNullable<typeof emotion>>): void =>
    update(id, { emotion: { label: 'neutral', valence: 0, arousal: 0.2, ...emotion, ...part } })
  return (
    <>
      <SpeakerField node={node} />
      <Draft
        key={`${id} text`}
        label={t('dialogue:text')}
        value={node.text}
        multiline
        testId="line-text"
        onCommit={(text) => update(id, { text })}
      />
      <Select<Emotion | 'none'>
        label={t('dialogue:emotion')}
        value={emotion?.label ?? 'none'}
        choices={[
          { id: 'none', label: t('dialogue:noEmotion') },
          ...EMOTIONS.map((each) => ({ id: each, label: t(`emotions:${each}`) })),
        ]}
        onChange={(label) => (label === 'none' ? update(id, { emotion: null }) : feel({ label }))}
      />
      {emotion && (
        <>
          <Slider
            label={t('dialogue:valence')}
            value={emotion.valence}
            min={-1}
            max={1}
            step={0.1}
            onChange={(valence) => feel({ valence })}
          />
          <Slider
            label={t('dialogue:arousal')}
            value={emotion.arousal}
            min={0}
            max={1}
            step={0.1}
            onChange={(arousal) => feel({ arousal })}
          />
        </>
      )}
      <Draft
        key={`${id} direction`}
        label={t('dialogue:direction')}
        value={node.direction}
        hint={t('dialogue:directionHint')}
        onCommit={(direction) => update(id, { direction })}
      />
      <Draft
        key={`${id} tags`}
        label={t('dialogue:tags')}
        value={node.tags.join(' ')}
        onCommit={(tags) => update(id, { tags: tags.split(/\s+/).filter((tag) => tag !== '') })}
      />
    </>
  )
}

const ChoiceFields = ({
  node,
  graph,
}: {
  readonly node: Of<'choice'>
  readonly graph: Graph
}): ReactElement => {
  const t = useText()
  const { id, options } = node
  const change = (optionId: string, part: Partial<(typeof options)[number]>): void =>
    update(id, {
      options: options.map((option) => (option.id === optionId ? { ...option, ...part } : option)),
    })
  return (
    <>
      {options.map((option, index) => (
        <fieldset className="dialogue-option" key={option.id}>
          <legend>
            {t('dialogue:option', { number: index + 1 })} <small>{option.id}</small>
          </legend>
          <Draft
            label={t('dialogue:text')}
            value={option.text}
            onCommit={(text) => change(option.id, { text })}
          />
          <Draft
            label={t('dialogue:condition')}
            value={option.condition}
            placeholder={t('dialogue:always')}
            onCommit={(condition) => change(option.id, { condition })}
          />
          <WaySelect
            graph={graph}
            node={node}
            exit={option.id}
            target={option.next}
            label={t('dialogue:leadsTo')}
          />
          <div className="dialogue-row">
            <Switch selected={option.once} onChange={(once) => change(option.id, { once })}>
              {t('dialogue:once')}
            </Switch>
            <IconButton
              label={t('dialogue:removeOption')}
              onPress={() => update(id, { options: options.filter((each) => each.id !== option.id) })}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        </fieldset>
      ))}
      <Button onPress={() => update(id, { options: [...options, { text: '' }] })}>
        <Plus aria-hidden /> {t('dialogue:addOption')}
      </Button>
      <WaySelect graph={graph} node={node} exit="next" target={node.next} label={t('dialogue:whenNone')} />
    </>
  )
}

const RandomFields = ({
  node,
  graph,
}: {
  readonly node: Of<'random'>
  readonly graph: Graph
}): ReactElement => {
  const t = useText()
  const { id, branches } = node
  return (
    <>
      {branches.map((branch, index) => (
        <fieldset className="dialogue-option" key={branch.id}>
          <legend>{t('dialogue:branch', { number: index + 1 })}</legend>
          <Slider
            label={t('dialogue:weight')}
            value={branch.weight}
            min={1}
            max={20}
            step={1}
            onChange={(weight) =>
              update(id, {
                branches: branches.map((each) => (each.id === branch.id ? { ...each, weight } : each)),
              })
            }
          />
          <WaySelect
            graph={graph}
            node={node}
            exit={branch.id}
            target={branch.next}
            label={t('dialogue:leadsTo')}
          />
        </fieldset>
      ))}
      <Button onPress={() => update(id, { branches: [...branches, { weight: 1 }] })}>
        <Plus aria-hidden /> {t('dialogue:addBranch')}
      </Button>
    </>
  )
}

export const KindFields = ({
  node,
  graph,
}: {
  readonly node: GraphNode
  readonly graph: Graph
}): ReactElement => {
  const t = useText()
  const way = (exit: string, target: string | null, label: string): ReactElement => (
    <WaySelect graph={graph} node={node} exit={exit} target={target} label={label} />
  )
  switch (node.kind) {
    case 'line':
      return (
        <>
          <LineFields node={node} />
          {way('next', node.next, t('dialogue:leadsTo'))}
        </>
      )
    case 'choice':
      return <ChoiceFields node={node} graph={graph} />
    case 'random':
      return <RandomFields node={node} graph={graph} />
    case 'condition':
      return (
        <>
          <Draft
            label={t('dialogue:condition')}
            value={node.test}
            hint={t('dialogue:conditionHint')}
            onCommit={(test) => update(node.id, { test })}
          />
          {way('then', node.then, t('dialogue:whenTrue'))}
          {way('next', node.next, t('dialogue:whenFalse'))}
        </>
      )
    case 'set':
      return (
        <>
          <Draft
            label={t('dialogue:variable')}
            value={node.variable}
            onCommit={(variable) => update(node.id, { variable })}
          />
          <Draft
            label={t('dialogue:value')}
            value={node.value}
            hint={t('dialogue:conditionHint')}
            onCommit={(value) => update(node.id, { value })}
          />
          {way('next', node.next, t('dialogue:leadsTo'))}
        </>
      )
    case 'jump':
    case 'hub':
      return way('next', node.next, t('dialogue:leadsTo'))
    case 'end':
      return <p className="quiet">{t('dialogue:endHint')}</p>
  }
}
