// What lines are asked for: who speaks, when, how they feel, to whom, how many, by whom written.
import { MessageSquareQuote, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Progress, Select, Slider, TextField } from '../ui/index.ts'
import { useCast } from './cast-store.ts'
import { ChipGroup } from './ChipGroup.tsx'
import { setLinesWish, stopWriting, useLines, writeLines } from './lines-store.ts'
import { WriterSelect } from './WriterSelect.tsx'

const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const
const BONDS = ['stranger', 'friend', 'rival', 'superior', 'customer', 'beloved'] as const
const STATES = ['calm', 'tense', 'weary', 'elated'] as const
const FILTERS = ['off', 'mild', 'strict'] as const
const END = 'end'

const Work = ({ asked }: { readonly asked: number }): ReactElement => {
  const t = useText()
  const work = useLines((state) => state.work)
  const cast = useCast((state) => state.characters) ?? []
  const { situations, own } = useLines((state) => state.wish)
  if (work === null)
    return (
      <Button
        writes
        look="primary"
        isDisabled={cast.length === 0 || (situations.length === 0 && own.trim() === '')}
        onPress={() => void writeLines(cast.map(({ id }) => id))}
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

export const LinesForm = (): ReactElement => {
  const t = useText()
  const wish = useLines((state) => state.wish)
  const writers = useLines((state) => state.writers)
  const known = useLines((state) => state.situations)
  const cast = useCast((state) => state.characters) ?? []
  const scenes = useCast((state) => state.scenes)
  const many = (list: readonly unknown[]): number => Math.max(1, list.length)
  const who = wish.characterIds.length === 0 ? cast.length : wish.characterIds.length
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
      <Work asked={asked} />
    </div>
  )
}
