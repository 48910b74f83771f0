// What a dialogue is to grow into: its aim, who talks, the feelings on the way, its shape and size, and by whom it is written.
import { Plus, Sprout, X } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import { BONDS } from '../cast/bonds.ts'
import { ChipGroup } from '../cast/ChipGroup.tsx'
import { WriterSelect } from '../cast/WriterSelect.tsx'
import { PreviewTold } from '../cowriter/PreviewTold.tsx'
import type { ToldContext } from '../cowriter/ToldView.tsx'
import { engine } from '../engine-client/engine.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { EMOTIONS, type Emotion } from '../timeline/feelings.ts'
import { Button, Dialog, IconButton, Segmented, Select, Slider, Switch, TextField } from '../ui/index.ts'
import { openExit, showPanel, useDialogue, type GraphNode } from './dialogue-store.ts'
import { grow, setGrowWish, useGrowth, wishOf, type GrowthSize } from './growth-store.ts'
import { nodeHeading, nodeText, waysOf } from './node-words.ts'

const SHAPES = ['braid', 'tree'] as const
const VISITOR = 'visitor'
const MOST_FEELINGS = 8

const ArcField = (): ReactElement => {
  const t = useText()
  const arc = useGrowth((state) => state.wish.arc)
  return (
    <fieldset className="grow-arc">
      <legend className="label">{t('dialogue:growArc')}</legend>
      {arc.map((emotion, at) => (
        <div key={at} className="grow-feeling">
          <Select<Emotion>
            label={t('dialogue:growFeeling', { number: at + 1 })}
            value={emotion}
            choices={EMOTIONS.map((id) => ({ id, label: t(`emotions:${id}`) }))}
            onChange={(next) => setGrowWish({ arc: arc.with(at, next) })}
          />
          {arc.length > 1 && (
            <IconButton
              label={t('dialogue:growFeelingRemove', { number: at + 1 })}
              onPress={() => setGrowWish({ arc: arc.toSpliced(at, 1) })}
            >
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {arc.length < MOST_FEELINGS && (
        <Button onPress={() => setGrowWish({ arc: [...arc, 'neutral'] })}>
          <Plus aria-hidden /> {t('dialogue:growFeelingAdd')}
        </Button>
      )}
    </fieldset>
  )
}

/** Null while nobody can say. */
const useSize = (dialogueId: string, everyone: readonly string[]): GrowthSize | null => {
  const wish = useGrowth((state) => state.wish)
  const [size, setSize] = useState<GrowthSize | null>(null)
  const key = everyone.join(' ')
  useEffect(() => {
    const asked = new AbortController()
    engine.growth.plan({ ...wishOf(wish, key.split(' ')), dialogueId }, { signal: asked.signal }).then(
      (found) => {
        if (!asked.signal.aborted) setSize(found)
      },
      () => undefined,
    )
    return () => asked.abort()
  }, [wish, dialogueId, key])
  return size
}

type Asked = Parameters<typeof engine.growth.preview>[0]

const askTold = (wish: Asked, signal: AbortSignal): Promise<ToldContext | null> =>
  engine.growth.preview(wish, { signal })

const useOrigin = () => {
  const node = useDialogue((state) => state.graph?.nodes.find(({ id }) => id === state.selected))
  const [chosen, setChosen] = useState<string | null>(null)
  const ways = node ? waysOf(node) : []
  const exit = ways.find(({ key }) => key === chosen)?.key ?? (node && (openExit(node) ?? ways[0]?.key))
  return { node, ways, exit, setChosen }
}

const wayLabel = (node: GraphNode, key: string, fallback: string): string =>
  (node.kind === 'choice' && node.options.find(({ id }) => id === key)?.text) || fallback

const Form = (): ReactElement => {
  const t = useText()
  const graph = useDialogue((state) => state.graph)
  const cast = useDialogue((state) => state.speakers).flatMap(({ characterId, name }) =>
    characterId === null ? [] : [{ id: characterId, label: name }],
  )
  const wish = useGrowth((state) => state.wish)
  const writers = useGrowth((state) => state.writers)
  const everyone = cast.map(({ id }) => id)
  const size = useSize(graph?.id ?? '', everyone)
  const { node, ways, exit, setChosen } = useOrigin()
  const isEmpty = (graph?.nodes.length ?? 0) === 0
  const canGrow = cast.length > 0 && (isEmpty || exit !== undefined)
  return (
    <div className="grow-form">
      {cast.length === 0 && <p className="quiet">{t('dialogue:growNobody')}</p>}
      <TextField
        label={t('dialogue:growGoal')}
        hint={wish.writerId === null ? t('dialogue:growGoalGrammar') : ''}
        placeholder={t('dialogue:growGoalHint')}
        value={wish.goal}
        onChange={(goal) => setGrowWish({ goal })}
        multiline
        testId="grow-goal"
      />
      {!isEmpty &&
        (node && exit !== undefined ? (
          <Select
            label={t('dialogue:growFrom', { node: `${node.id} · ${nodeHeading(node)}` })}
            value={exit}
            choices={ways.map(({ key }, at) => ({
              id: key,
              label: wayLabel(
                node,
                key,
                ways.length === 1
                  ? nodeText(node).slice(0, 60) || node.id
                  : t('dialogue:branch', { number: at + 1 }),
              ),
            }))}
            onChange={setChosen}
          />
        ) : (
          <p className="quiet">{t('dialogue:growNowhere')}</p>
        ))}
      <ChipGroup
        label={t('dialogue:growCast')}
        chosen={wish.castIds}
        choices={cast}
        onChange={(castIds) => setGrowWish({ castIds: castIds.slice(0, 6) })}
      />
      <div className="grow-pair">
        <Select
          label={t('dialogue:growPlayer')}
          value={wish.playerId ?? VISITOR}
          choices={[{ id: VISITOR, label: t('dialogue:growVisitor') }, ...cast]}
          onChange={(id) => setGrowWish({ playerId: id === VISITOR ? null : id })}
        />
        {wish.playerId === null && (
          <Select
            label={t('dialogue:growBond')}
            value={wish.bond}
            choices={BONDS.map((id) => ({ id, label: t(`cast:bond_${id}`) }))}
            onChange={(bond) => setGrowWish({ bond })}
          />
        )}
      </div>
      <ArcField />
      <div className="grow-pair">
        <div className="field">
          <span className="label">{t('dialogue:growShape')}</span>
          <Segmented
            label={t('dialogue:growShape')}
            value={wish.shape}
            choices={SHAPES.map((id) => ({ id, label: t(`dialogue:growShape_${id}`) }))}
            onChange={(shape) => setGrowWish({ shape })}
          />
        </div>
        <Switch selected={wish.conditions} onChange={(conditions) => setGrowWish({ conditions })}>
          {t('dialogue:growConditions')}
        </Switch>
      </div>
      <div className="grow-pair three">
        {(['breadth', 'depth', 'lines'] as const).map((key) => (
          <Slider
            key={key}
            label={t(`dialogue:grow_${key}`)}
            value={wish[key]}
            min={1}
            max={key === 'depth' ? 6 : 4}
            step={1}
            onChange={(value) => setGrowWish({ [key]: value })}
          />
        ))}
      </div>
      <div className="grow-pair">
        <WriterSelect
          writerId={wish.writerId}
          writers={writers}
          onChange={(writerId) => setGrowWish({ writerId })}
          testId="grow-writer"
        />
        <Slider
          label={t('cast:minutes')}
          value={wish.minutes}
          min={0}
          max={120}
          step={5}
          onChange={(minutes) => setGrowWish({ minutes })}
        />
      </div>
      <PreviewTold
        wish={
          graph && canGrow && wish.writerId !== null
            ? { ...wishOf(wish, everyone), dialogueId: graph.id }
            : null
        }
        ask={askTold}
      />
      <div className="grow-foot">
        <span className="quiet" role="status">
          {size &&
            t('dialogue:growSize', {
              nodes: formatNumber(size.nodes),
              lines: formatNumber(size.lines),
              options: formatNumber(size.options),
            })}
        </span>
        <Button
          writes
          look="primary"
          isDisabled={!canGrow}
          onPress={() =>
            void grow(everyone, isEmpty || !node || exit === undefined ? null : { nodeId: node.id, exit })
          }
          data-testid="grow-start"
        >
          <Sprout aria-hidden /> {t('dialogue:growStart')}
        </Button>
      </div>
    </div>
  )
}

export const GrowDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useDialogue((state) => state.panel === 'grow' && state.graph !== null)
  return (
    <Dialog
      title={t('dialogue:growTitle')}
      isOpen={isOpen}
      onClose={() => showPanel(null)}
      widthPx={680}
      testId="grow-dialog"
    >
      <Form />
    </Dialog>
  )
}
