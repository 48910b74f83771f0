// What is held out to measure by: a strip of the documents in their order, and the two settings that decide it.
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import type { DatasetPreview } from './dataset-store.ts'
import { FieldSetting } from './FieldSetting.tsx'

/** More pieces are not told apart. */
const MOST_PIECES = 120

type Document = DatasetPreview['documents'][number]

const Strip = ({ documents }: { readonly documents: readonly Document[] }): ReactElement => {
  const all = documents.reduce((sum, { words }) => sum + words, 0)
  return (
    <div className="split-strip" aria-hidden>
      {documents.slice(-MOST_PIECES).map(({ id, title, words, heldOutWords }) => (
        <i key={id} title={title} style={{ flexGrow: words / Math.max(1, all) }}>
          <b style={{ width: `${(100 * heldOutWords) / Math.max(1, words)}%` }} />
        </i>
      ))}
    </div>
  )
}

export const DatasetSplit = ({ preview }: { readonly preview: DatasetPreview }): ReactElement => {
  const t = useText()
  const { split, documents } = preview
  const held = documents.filter(({ heldOutWords }) => heldOutWords > 0)
  return (
    <section className="dataset-split" aria-label={t('workshop:split')}>
      <h3>{t('workshop:split')}</h3>
      <Strip documents={documents} />
      <p data-testid="dataset-split">
        {t('workshop:splitIs', {
          train: formatNumber(split.trainWords),
          validation: formatNumber(split.validationWords),
        })}{' '}
        {split.cutDocument === null
          ? t('workshop:splitWhole', { count: held.length })
          : t('workshop:splitCut', { title: split.cutDocument || t('workshop:untitled') })}
      </p>
      <div className="workshop-fields">
        <FieldSetting name="validationShare" />
        <FieldSetting name="validationSpread" />
      </div>
    </section>
  )
}
