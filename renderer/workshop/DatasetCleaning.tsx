// What cleaning takes away, shown before it does; and how a model varies what it reads, where it can.
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Switch } from '../ui/index.ts'
import { remarkText } from '../transfer/remark-text.ts'
import type { DatasetPreview } from './dataset-store.ts'
import { FieldSetting } from './FieldSetting.tsx'
import { AUGMENTATION } from './setting-groups.ts'
import { changeDataset, useWorkshop } from './workshop-store.ts'

type Finding = DatasetPreview['cleaning'][number]

const Rule = ({ finding }: { readonly finding: Finding }): ReactElement => {
  const t = useText()
  const { cleaning } = useWorkshop((state) => state.form.dataset)
  const { rule, paragraphs, characters, samples } = finding
  const isOn = cleaning.includes(rule)
  const [sample] = samples
  return (
    <li data-testid={`clean-${rule}`}>
      <Switch
        selected={isOn}
        onChange={(on) =>
          changeDataset({ cleaning: on ? [...cleaning, rule] : cleaning.filter((each) => each !== rule) })
        }
      >
        {t(`workshop:clean-${rule}`)}
      </Switch>
      <span className="clean-count">
        {paragraphs === 0
          ? t('workshop:cleanNothing')
          : t(isOn ? 'workshop:cleans' : 'workshop:wouldClean', {
              count: paragraphs,
              characters: formatNumber(characters),
            })}
      </span>
      {sample && (
        <p className="clean-sample">
          <del>{sample.before}</del>
          {sample.after === '' ? <em>{t('workshop:cleanGone')}</em> : <ins>{sample.after}</ins>}
        </p>
      )}
    </li>
  )
}

export const DatasetCleaning = ({ preview }: { readonly preview: DatasetPreview }): ReactElement => {
  const t = useText()
  const model = useWorkshop(({ models, form }) => models.find(({ id }) => id === form.modelId))
  const varied = AUGMENTATION.filter((key) => model?.settings.some((field) => field.key === key))
  return (
    <>
      <section className="dataset-cleaning" aria-label={t('workshop:cleaning')}>
        <h3>{t('workshop:cleaning')}</h3>
        {preview.remarks.length > 0 && (
          <ul className="import-remarks">
            {preview.remarks.map(({ code, count, sample }) => (
              <li key={code}>
                {remarkText(t, code, count)}
                {sample && <q>{sample}</q>}
              </li>
            ))}
          </ul>
        )}
        <ul>
          {preview.cleaning.map((finding) => (
            <Rule key={finding.rule} finding={finding} />
          ))}
        </ul>
      </section>
      {varied.length > 0 && (
        <section aria-label={t('workshop:augmentation')}>
          <h3>{t('workshop:augmentation')}</h3>
          <div className="workshop-fields">
            {varied.map((key) => (
              <FieldSetting key={key} name={key} />
            ))}
          </div>
        </section>
      )}
    </>
  )
}
