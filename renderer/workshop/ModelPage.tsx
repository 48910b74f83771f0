// What can be done with a trained model: take it along into other programs, make it smaller and see what that costs.
import { FileOutput, Minimize2, Scissors } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { formatSize } from '../media/media-facts.ts'
import { Button, Progress, Select, Slider } from '../ui/index.ts'
import {
  chooseOption,
  exportModel,
  modelStore,
  openModel,
  shrinkModel,
  stopModelWork,
  useModel,
  type ModelFormat,
  type TrainedModel,
} from './model-store.ts'

const Facts = ({ model }: { readonly model: TrainedModel }): ReactElement => {
  const t = useText()
  const facts = [
    [t('workshop:fileSize'), formatSize(model.sizeBytes)],
    [t('workshop:parameters'), formatNumber(model.parameters)],
    [t('workshop:vocabulary'), formatNumber(model.vocabularySize)],
    [t('workshop:bestLoss'), model.validationLoss.toFixed(3)],
    [t('workshop:numbersKept'), t(model.eightBit ? 'workshop:eightBit' : 'workshop:fullWidth')],
  ] as const
  return (
    <dl className="run-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Format = (props: { readonly format: ModelFormat; readonly fits: boolean }): ReactElement => {
  const t = useText()
  const { format, fits } = props
  const busy = useModel((state) => state.busy)
  const chosen = useModel((state) => state.options[format.id])
  return (
    <li>
      <Button
        isDisabled={!fits || busy !== null}
        onPress={() => void exportModel(format)}
        data-testid={`export-${format.id}`}
      >
        <FileOutput aria-hidden /> {t('workshop:exportAs', { format: format.title })}
      </Button>
      {fits ? (
        format.options.map(({ key, title, choices, default: usual }) => (
          <Select
            key={key}
            label={title}
            hideLabel
            value={chosen?.[key] ?? usual}
            choices={choices.map((choice) => ({ id: choice, label: choice }))}
            onChange={(choice) => chooseOption(format.id, key, choice)}
          />
        ))
      ) : (
        <span className="quiet">{t('workshop:noSuchShape')}</span>
      )}
    </li>
  )
}

/** What shrinking cost, measured on the text that was held out. */
const Cost = ({ model }: { readonly model: TrainedModel }): ReactElement | null => {
  const t = useText()
  const { shrunk } = model
  if (!shrunk) return null
  return (
    <p className="model-cost" data-testid="shrink-cost">
      {t('workshop:shrinkCost', {
        before: shrunk.lossBefore.toFixed(4),
        after: shrunk.lossAfter.toFixed(4),
        bytesBefore: formatSize(shrunk.bytesBefore),
        bytesAfter: formatSize(model.sizeBytes),
      })}
    </p>
  )
}

export const ModelPage = ({ runId }: { readonly runId: string }): ReactElement => {
  const t = useText()
  const { model, formats, busy, shrunk, prunePercent } = useModel((state) => state)
  useEffect(() => openModel(runId), [runId])
  if (!model) return <p className="quiet">{t('workshop:preparing')}</p>
  return (
    <div className="model-page" data-testid="model-page">
      <Facts model={model} />
      <Cost model={model} />
      <h4>{t('workshop:takeAlong')}</h4>
      <p className="quiet">{t('workshop:takeAlongHint')}</p>
      <ul className="model-formats">
        {formats.map((format) => (
          <Format key={format.id} format={format} fits={model.formats.includes(format.id)} />
        ))}
      </ul>
      <h4>{t('workshop:makeSmaller')}</h4>
      <p className="quiet">{t('workshop:makeSmallerHint')}</p>
      <div className="model-shrink">
        <Button
          isDisabled={busy !== null || model.eightBit}
          onPress={() => shrinkModel({ eightBit: true, prune: 0 })}
          data-testid="quantize"
        >
          <Minimize2 aria-hidden /> {t('workshop:quantize')}
        </Button>
        <Button
          isDisabled={busy !== null}
          onPress={() => shrinkModel({ eightBit: false, prune: prunePercent / 100 })}
          data-testid="prune"
        >
          <Scissors aria-hidden /> {t('workshop:prune', { percent: prunePercent })}
        </Button>
        <Slider
          label={t('workshop:pruneShare')}
          value={prunePercent}
          min={5}
          max={90}
          step={5}
          onChange={(percent) => modelStore.setState({ prunePercent: percent })}
        />
      </div>
      {busy && (
        <div className="run-working" role="status">
          <Progress
            label={t(busy.what === 'export' ? 'workshop:exporting' : 'workshop:measuring')}
            done={busy.done}
            total={busy.total}
          />
          <Button onPress={stopModelWork}>{t('transfer:stop')}</Button>
        </div>
      )}
      {shrunk && (
        <div role="status">
          <p>{t('workshop:shrunkIs', { name: shrunk.name })}</p>
          <Cost model={shrunk} />
        </div>
      )}
    </div>
  )
}
