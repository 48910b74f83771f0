// What lines are asked for: who speaks, when, how they feel, to whom, how many, by whom written.
import { MessageSquareQuote, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { PreviewTold } from '../cowriter/PreviewTold.tsx'
import type { ToldContext } from '../cowriter/ToldView.tsx'
import { engine } from '../engine-client/engine.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { EMOTIONS } from '../timeline/feelings.ts'
import { Button, Progress, Select, Slider, TextField } from '../ui/index.ts'
import { BONDS } from './bonds.ts'
import { useCast } from './cast-store.ts'
import { ChipGroup } from './ChipGroup.tsx'
import { setLinesWish, stopWriting, useLines, wishOf, writeLines } from './lines-store.ts'
import { WriterSelect } from './WriterSelect.tsx'

const STATES = ['calm', 'tense', 'weary', 'elated'] as const
const FILTERS = ['off', 'mild', 'strict'] as const
const END = 'end'

interface WorkProps {
  readonly asked: number
  readonly isReady: boolean
  readonly everyone: readonly string[]
}

const Work = ({ asked, isReady, everyone }: WorkProps): ReactElement => {
  const t = useText()
  const work = useLines((state) => state.work)
  if (work === null)
    return (
      <Button
        writes
        look="primary"
        isDisabled={!isReady}
        onPress={() => void writeLines(everyone)}
        data-testid="lines-write"
      >
        <MessageSquareQuote aria-hidden />{' '}
        {t('cast:writeCount', { count: asked, formatted: formatNumber(asked) })}
      </Button>
    )
  return (
    <div className="plan-work" role="status">
      <span>
        {t('cast:writing', {
          done: formatNumber(work.done),
          total: formatNumber(work.total),
          refused: formatNumber(work.refused),
        })}
      </span>
      <Progress label={t('cast:progress')} done={work.done} total={work.total} />
      <Button onPress={stopWriting} data-testid="lines-stop">
        <Square aria-hidden /> {t('cast:stop')}
      </Button>
    </div>
  )
}

const askTold = (wish: ReturnType<typeof wishOf>, signal: AbortSignal): Promise<ToldContext | null> =>
  engine.lines.preview(wish, { signal })

export const LinesForm = (): ReactElement => {
  const t = useText()
  const wish = useLines((state) => state.wish)
  const writers = useLines((state) => state.writers)
  const known = useLines((state) => state.situations)
  const cast = useCast((state) => state.characters) ?? []
  const scenes = useCast((state) => state.scenes)
  const many = (list: readonly unknown[]): number => Math.max(1, list.length)
  const who = wish.characterIds.length === 0 ? cast.length : wish.characterIds.length
  const everyone = cast.map(({ id }) => id)
  const isReady = cast.length > 0 && (wish.situations.length > 0 || wish.own.trim() !== '')
  const asked =
    who *
    (wish.situations.length + (wish.own.trim() === '' ? 0 : 1)) *
    many(wish.emotions) *
    many(wish.bonds) *
    many(wish.states) *
    wish.perCell
  return (
    <div className="lines-form">
      <ChipGroup
        label={t('cast:speakers')}
        chosen={wish.characterIds}
        choices={cast.map(({ id, name }) => ({ id, label: name }))}
        onChange={(characterIds) => setLinesWish({ characterIds })}
      />
      <ChipGroup
        label={t('cast:situations')}
        chosen={wish.situations}
        choices={known.map((id) => ({ id, label: t(`cast:situation_${id}`) }))}
        onChange={(situations) => setLinesWish({ situations })}
      />
      {wish.writerId !== null && (
        <TextField
          label={t('cast:ownSituation')}
          placeholder={t('cast:ownSituationHint')}
          value={wish.own}
          onChange={(own) => setLinesWish({ own })}
        />
      )}
      <ChipGroup
        label={t('cast:feelings')}
        chosen={wish.emotions}
        choices={EMOTIONS.map((id) => ({ id, label: t(`emotions:${id}`) }))}
        onChange={(emotions) => setLinesWish({ emotions })}
      />
      <ChipGroup
        label={t('cast:listeners')}
        chosen={wish.bonds}
        choices={BONDS.map((id) => ({ id, label: t(`cast:bond_${id}`) }))}
        onChange={(bonds) => setLinesWish({ bonds })}
      />
      <ChipGroup
        label={t('cast:states')}
        chosen={wish.states}
        choices={STATES.map((id) => ({ id, label: t(`cast:state_${id}`) }))}
        onChange={(states) => setLinesWish({ states })}
      />
      <WriterSelect
        writerId={wish.writerId}
        writers={writers}
        onChange={(writerId) => setLinesWish({ writerId, ...(writerId === null ? { own: '' } : {}) })}
        testId="lines-writer"
      />
      <Select
        label={t('cast:when')}
        value={wish.sceneId ?? END}
        choices={[
          { id: END, label: t('cast:whenAll') },
          ...scenes.map(({ id, title }) => ({ id, label: t('cast:whenScene', { scene: title }) })),
        ]}
        onChange={(id) => setLinesWish({ sceneId: id === END ? null : id })}
      />
      <Select
        label={t('cast:filter')}
        value={wish.filter}
        choices={FILTERS.map((id) => ({ id, label: t(`cowriter:filter-${id}`) }))}
        onChange={(filter) => setLinesWish({ filter })}
      />
      <Slider
        label={t('cast:perCell')}
        value={wish.perCell}
        min={1}
        max={50}
        step={1}
        onChange={(perCell) => setLinesWish({ perCell })}
      />
      <Slider
        label={t('cast:longest')}
        value={wish.maxCharacters}
        min={20}
        max={400}
        step={10}
        onChange={(maxCharacters) => setLinesWish({ maxCharacters })}
      />
      <Slider
        label={t('cast:minutes')}
        value={wish.minutes}
        min={0}
        max={120}
        step={5}
        onChange={(minutes) => setLinesWish({ minutes })}
      />
      <PreviewTold wish={isReady && wish.writerId !== null ? wishOf(wish, everyone) : null} ask={askTold} />
      <Work asked={asked} isReady={isReady} everyone={everyone} />
    </div>
  )
}
