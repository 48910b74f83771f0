// Lines of the cast: on the left what is asked for, on the right what was written, batch by batch.
import { MessagesSquare, ListOrdered, Play, Trash2 } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { Button, Dialog, Empty, GrowingList, IconButton, Select } from '../ui/index.ts'
import { ToldView } from '../cowriter/ToldView.tsx'
import { LineCard } from './LineCard.tsx'
import { LinesForm } from './LinesForm.tsx'
import {
  chooseBatch,
  closeLines,
  goOn,
  makeDialogue,
  removeBatch,
  useLines,
  type Batch,
} from './lines-store.ts'
import './cast.css'

const Refused = ({ refused }: Pick<Batch, 'refused'>): ReactElement | null => {
  const t = useText()
  const found = Object.entries(refused)
  if (found.length === 0) return null
  const told = found.map(([why, times]) => `${t(`cast:refused_${why}` as TextKey)} ${formatNumber(times)}`)
  return <p className="quiet">{t('cast:refused', { reasons: told.join(', ') })}</p>
}

const BatchHead = ({ batch }: { readonly batch: Batch }): ReactElement => {
  const t = useText()
  const batches = useLines((state) => state.batches)
  const work = useLines((state) => state.work)
  const { id, state, kept, asked, title } = batch
  const facts = (each: Batch): string =>
    t('cast:batchName', {
      title: each.title,
      kept: formatNumber(each.kept),
      asked: formatNumber(each.asked),
      state: t(`cast:batch_${each.state}`),
    })
  return (
    <div className="lines-head">
      <Select
        label={t('cast:batch')}
        value={id}
        choices={batches.map((each) => ({ id: each.id, label: facts(each) }))}
        onChange={(chosen) => void chooseBatch(chosen)}
        testId="lines-batch"
      />
      <div className="cast-acts">
        {work === null && state !== 'running' && kept < asked && (
          <Button writes onPress={() => void goOn(id)} data-testid="lines-resume">
            <Play aria-hidden /> {t('cast:goOn')}
          </Button>
        )}
        <Button
          writes
          isDisabled={kept === 0}
          onPress={() => void makeDialogue(batch, 'barks')}
          data-testid="lines-barks"
        >
          <MessagesSquare aria-hidden /> {t('cast:makeBarks')}
        </Button>
        <Button writes isDisabled={kept === 0} onPress={() => void makeDialogue(batch, 'sheet')}>
          <ListOrdered aria-hidden /> {t('cast:makeSheet')}
        </Button>
        <IconButton
          writes
          label={t('cast:removeBatch', { title })}
          isDisabled={work !== null}
          onPress={() => void removeBatch(id)}
        >
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <Refused refused={batch.refused} />
    </div>
  )
}

export const LinesDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useLines((state) => state.isOpen)
  const batches = useLines((state) => state.batches)
  const batchId = useLines((state) => state.batchId)
  const lines = useLines((state) => state.lines)
  const told = useLines((state) => state.told)
  const batch = batches.find(({ id }) => id === batchId)
  const ranked = useMemo(() => lines.toSorted((a, b) => b.score - a.score), [lines])
  return (
    <Dialog title={t('cast:lines')} isOpen={isOpen} onClose={closeLines} widthPx={1080} testId="lines-dialog">
      <div className="lines">
        <LinesForm />
        <div className="lines-found">
          {batch && <BatchHead batch={batch} />}
          {told && <ToldView told={told} />}
          {ranked.length === 0 ? (
            <Empty title={t('cast:noLines')}>
              <span>{t('cast:noLinesHint')}</span>
            </Empty>
          ) : (
            <GrowingList
              items={ranked}
              keyOf={({ id }) => id}
              className="line-list"
              label={t('cast:lines')}
              key={batchId}
            >
              {(line) => <LineCard line={line} />}
            </GrowingList>
          )}
        </div>
      </div>
    </Dialog>
  )
}
