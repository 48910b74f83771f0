// What the new run learns from: where the text comes from, what it is like, what is cleaned, what is held out.
import type { ReactElement } from 'react'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { Progress } from '../ui/index.ts'
import { DatasetCleaning } from './DatasetCleaning.tsx'
import { DatasetSources } from './DatasetSources.tsx'
import { DatasetSplit } from './DatasetSplit.tsx'
import { useDataset, type DatasetPreview } from './dataset-store.ts'

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`

const Statistics = ({ preview }: { readonly preview: DatasetPreview }): ReactElement => {
  const t = useText()
  const { totals, tokens, languages } = preview
  const counted =
    tokens === null
      ? '…'
      : `${tokens.isEstimate ? '≈ ' : ''}${formatNumber(tokens.train + tokens.validation)}`
  const facts = [
    [t('workshop:documents'), formatNumber(totals.documents)],
    [t('workshop:words'), formatNumber(totals.words)],
    [t('workshop:tokens'), counted],
    [t('workshop:languages'), languages.map(({ language }) => t(`transfer:${language}`)).join(', ') || '–'],
    [t('workshop:dialogueShare'), percent(totals.dialogue)],
    [t('workshop:repeated'), formatNumber(totals.duplicates)],
  ] as const
  return (
    <dl className="run-facts" data-testid="dataset-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Trouble = ({ preview }: { readonly preview: DatasetPreview }): ReactElement | null => {
  const t = useText()
  const { skipped, totals, wordsNeeded } = preview
  if (skipped.length === 0 && totals.words >= wordsNeeded) return null
  return (
    <div className="dataset-trouble" role="alert">
      {totals.words < wordsNeeded && (
        <p data-testid="dataset-too-little">
          {t('workshop:tooLittle', { words: formatNumber(totals.words), needed: formatNumber(wordsNeeded) })}
        </p>
      )}
      {skipped.length > 0 && (
        <>
          <p>{t('workshop:skipped', { count: skipped.length })}</p>
          <ul>
            {skipped.slice(0, 5).map(({ path, code }) => (
              <li key={path}>
                <span className="path">{path}</span> {t(`errors:${code}` as TextKey)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

export const DatasetPanel = (): ReactElement => {
  const t = useText()
  const preview = useDataset((state) => state.preview)
  const isStale = useDataset((state) => state.isStale)
  const stage = useDataset((state) => state.stage)
  const failure = useDataset((state) => state.failure)
  return (
    <div className="dataset" data-testid="dataset" data-state={isStale ? 'reading' : 'ready'}>
      <DatasetSources />
      {failure && (
        <p className="dataset-trouble" role="alert">
          {failure.name} {t(`errors:${failure.code}` as TextKey)}
        </p>
      )}
      {stage && <Progress label={t('workshop:readingFiles')} done={stage.done} total={stage.total} />}
      {preview && (
        <>
          <Trouble preview={preview} />
          <Statistics preview={preview} />
          <DatasetSplit preview={preview} />
          <DatasetCleaning preview={preview} />
        </>
      )}
      {!preview && !failure && <p className="quiet">{t('workshop:readingText')}</p>}
    </div>
  )
}
