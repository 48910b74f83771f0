// What was learnt, learner by learner: how much was said, how it was judged, which version is used, and the way back.
import { CircleCheck, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { currentLocale, formatNumber, useText } from '../locales/index.ts'
import { formatPercent } from './format-percent.ts'
import { Button, IconButton } from '../ui/index.ts'
import { forget, use, useLearning, type LearntVersion, type Learning } from './learning-store.ts'
import { WinRateChart } from './WinRateChart.tsx'

type Progress = Learning['learners'][number]

const timeOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

const Version = (props: { readonly version: LearntVersion; readonly number: number }): ReactElement => {
  const t = useText()
  const { version, number } = props
  const { id, learner, at, verdict, report, active } = version
  const name = t('learning:version', { number })
  return (
    <li className={active ? 'learnt-version active' : 'learnt-version'} data-testid="learnt-version">
      <b>{name}</b>
      <span>
        {t(`learning:verdict-${verdict}`)}
        {report && ` · ${formatPercent(report.before.value)} → ${formatPercent(report.after.value)}`}
        <small>
          {timeOf(at)}
          {report && ` · ${t('learning:judgedOn', { heldOut: report.heldOut, lessons: report.lessons })}`}
          {report?.share !== undefined &&
            report.share < 1 &&
            ` · ${t('learning:share', { share: formatPercent(report.share) })}`}
        </small>
      </span>
      {active ? (
        <span className="learnt-used">
          <CircleCheck aria-hidden /> {t('learning:used')}
        </span>
      ) : (
        <>
          <Button
            writes
            onPress={() => void use(learner, id)}
            aria-label={t('learning:useNamed', { name })}
            data-testid="use-version"
          >
            {t('learning:use')}
          </Button>
          <IconButton writes label={t('learning:forget', { name })} onPress={() => void forget(id)}>
            <Trash2 aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  )
}

const Shipped = ({ learner }: { readonly learner: Progress }): ReactElement => {
  const t = useText()
  const isUsed = learner.activeId === null
  return (
    <li className={isUsed ? 'learnt-version active' : 'learnt-version'}>
      <b>{t('learning:shipped')}</b>
      <span>{t('learning:shippedHint')}</span>
      {isUsed ? (
        <span className="learnt-used">
          <CircleCheck aria-hidden /> {t('learning:used')}
        </span>
      ) : (
        <Button
          writes
          onPress={() => void use(learner.id, null)}
          aria-label={t('learning:goBackNamed', { name: t('learning:shipped') })}
          data-testid={`shipped-${learner.id}`}
        >
          {t('learning:goBack')}
        </Button>
      )}
    </li>
  )
}

const Learner = ({ learner }: { readonly learner: Progress }): ReactElement => {
  const t = useText()
  const all = useLearning((state) => state.learning?.versions) ?? []
  const outcome = useLearning((state) => state.outcomes[learner.id])
  const versions = all.filter((version) => version.learner === learner.id)
  const numbers = new Map(versions.map(({ id }, at) => [id, at + 1]))
  const { lessons, heldOut, least } = learner
  const isEnough = lessons >= least.lessons && heldOut >= least.heldOut
  return (
    <section
      className="learner"
      aria-label={t(`learning:learner-${learner.id}`)}
      data-testid={`learner-${learner.id}`}
    >
      <h3>{t(`learning:learner-${learner.id}`)}</h3>
      <p className="quiet">{t(`learning:learner-${learner.id}-hint`)}</p>
      <p>
        {isEnough
          ? t('learning:enough', { lessons: formatNumber(lessons), heldOut: formatNumber(heldOut) })
          : t('learning:tooLittle', {
              lessons: formatNumber(lessons),
              heldOut: formatNumber(heldOut),
              needed: formatNumber(least.lessons),
              neededHeldOut: formatNumber(least.heldOut),
            })}
        {outcome && outcome !== 'too-little' && (
          <b className="learner-outcome"> {t(`learning:outcome-${outcome}`)}</b>
        )}
      </p>
      {versions.some(({ report }) => report !== null) && (
        <WinRateChart versions={versions} numbers={numbers} />
      )}
      {versions.length > 0 && (
        <ul className="learnt-versions">
          {versions.toReversed().map((version) => (
            <Version key={version.id} version={version} number={numbers.get(version.id) ?? 0} />
          ))}
          <Shipped learner={learner} />
        </ul>
      )}
    </section>
  )
}

export const LearntList = (): ReactElement => {
  const t = useText()
  const learning = useLearning((state) => state.learning)
  return (
    <div className="learners">
      {learning === null && (
        <p className="quiet" role="status">
          {t('learning:looking')}
        </p>
      )}
      {learning?.learners.map((learner) => (
        <Learner key={learner.id} learner={learner} />
      ))}
    </div>
  )
}
