// A target taken from another place of the book: the one drawn there, or how the text there really feels.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Dialog, Segmented, Select } from '../ui/index.ts'
import { copyTarget } from './arc-engine.ts'
import { measureName } from './measure-name.ts'
import { useTimeline } from './timeline-store.ts'
import { closeTimelineDialog } from './timeline-view.ts'

const BOOK = ''

export const CopyDialog = (): ReactElement => {
  const t = useText()
  const axis = useTimeline((state) => state.axis)
  const targets = useTimeline((state) => state.targets)
  const measure = useTimeline((state) => state.measure)
  const scopeId = useTimeline((state) => state.scopeId)
  const [kind, setKind] = useState<'target' | 'actual'>('actual')
  const hasTarget = (id: string | null): boolean =>
    targets.some((target) => target.scopeId === id && target.measure === measure)
  const places = [
    { id: BOOK, label: t('timeline:book') },
    ...[...axis.parts, ...axis.chapters, ...axis.scenes].map(({ id, title, kind: level }) => ({
      id,
      label: `${t(`timeline:${level}`)} · ${title || t('timeline:untitled')}`,
    })),
  ].filter(({ id }) => {
    const scope = id === BOOK ? null : id
    return scope === scopeId ? false : kind === 'actual' || hasTarget(scope)
  })
  const [chosen, setChosen] = useState(BOOK)
  const from = places.find(({ id }) => id === chosen) ?? places[0]
  const into = axis.byId.get(scopeId ?? '')?.title ?? t('timeline:book')
  return (
    <Dialog
      title={t('arc:copyTitle')}
      isOpen
      onClose={closeTimelineDialog}
      widthPx={440}
      testId="copy-dialog"
      foot={
        <>
          <Button onPress={closeTimelineDialog}>{t('arc:cancel')}</Button>
          <Button
            look="primary"
            isDisabled={!from}
            data-testid="copy-run"
            onPress={() => {
              closeTimelineDialog()
              if (from) void copyTarget(kind, from.id === BOOK ? null : from.id)
            }}
          >
            {t('arc:copyRun')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('arc:copyInto', { measure: measureName(measure), title: into })}</p>
      <div className="field">
        <span className="label">{t('arc:copyWhat')}</span>
        <Segmented<'target' | 'actual'>
          label={t('arc:copyWhat')}
          value={kind}
          choices={[
            { id: 'actual', label: t('arc:copyActual') },
            { id: 'target', label: t('arc:copyTarget') },
          ]}
          onChange={setKind}
        />
      </div>
      {from ? (
        <Select
          label={t('arc:copyPlace')}
          value={from.id}
          choices={places}
          onChange={setChosen}
          testId="copy-place"
        />
      ) : (
        <p role="status">{t('arc:copyNothing')}</p>
      )}
    </Dialog>
  )
}
