// Names and private details with what stands for each, and a copy to share that has only what stands for them.
import { Share2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Dialog, Progress, Select, Switch, TextField } from '../ui/index.ts'
import {
  closePrivacy,
  decide,
  setShare,
  share,
  stopSharing,
  usePrivacy,
  type Detail,
} from './privacy-store.ts'
import './privacy.css'

/** More would be no help; the search finds the rest. */
const MOST_SHOWN = 150

const Row = ({ detail }: { readonly detail: Detail }): ReactElement => {
  const t = useText()
  const names = usePrivacy((state) => state.names)
  const { original, kind, inBook, inLife, sample, standIn, chosen } = detail
  const [own, setOwn] = useState(standIn ?? '')
  const [before, setBefore] = useState(standIn)
  // What the engine says now goes before what stood here.
  if (before !== standIn) {
    setBefore(standIn)
    setOwn(standIn ?? '')
  }
  const decision = standIn === null ? 'keep' : 'mask'
  const choose = (next: string): void => {
    if (next === 'usual') void decide(detail, undefined)
    else if (next === 'keep') void decide(detail, null)
    else if (next === 'mask') void decide(detail, own || t('privacy:somebody'))
    else void decide(detail, next.slice(5))
  }
  return (
    <li data-testid="privacy-row">
      <div className="privacy-what">
        <b>{original}</b> <small>{t(`privacy:kind_${kind}`)}</small>
        <span className="quiet">
          {t('privacy:met', { book: formatNumber(inBook), life: formatNumber(inLife) })}
        </span>
        <q>{sample}</q>
      </div>
      <Select
        label={t('privacy:decision', { name: original })}
        hideLabel
        value={decision}
        choices={[
          { id: 'mask', label: t('privacy:mask') },
          { id: 'keep', label: t('privacy:keep') },
          ...names
            .filter((name) => name !== original)
            .slice(0, 30)
            .map((name) => ({ id: `cast:${name}`, label: t('privacy:asCharacter', { name }) })),
          ...(chosen ? [{ id: 'usual', label: t('privacy:usual') }] : []),
        ]}
        onChange={choose}
        testId="privacy-decision"
      />
      {standIn === null ? (
        <span className="quiet">{t('privacy:stays')}</span>
      ) : (
        <div
          onBlur={() => {
            if (own !== '' && own !== standIn) void decide(detail, own)
          }}
        >
          <TextField
            label={t('privacy:standIn', { name: original })}
            value={own}
            onChange={setOwn}
            onSubmit={() => void decide(detail, own)}
            testId="privacy-stand-in"
          />
        </div>
      )}
    </li>
  )
}

const Foot = (): ReactElement => {
  const t = useText()
  const { pictures, hideFaces, life, work, details } = usePrivacy((state) => state)
  return (
    <div className="privacy-foot">
      <div className="privacy-choices">
        <Switch selected={life} onChange={(next) => setShare({ life: next })}>
          {t('privacy:withLife')}
        </Switch>
        <Switch selected={pictures} onChange={(next) => setShare({ pictures: next })}>
          {t('privacy:withPictures')}
        </Switch>
        <Switch selected={hideFaces} onChange={(next) => setShare({ hideFaces: next })}>
          {t('privacy:hideFaces')}
        </Switch>
      </div>
      {work && details !== null ? (
        <>
          <Progress label={t('privacy:copying')} done={work.done} total={work.total} />
          <Button onPress={stopSharing}>{t('privacy:stop')}</Button>
        </>
      ) : (
        <Button
          look="primary"
          isDisabled={details === null}
          onPress={() => void share()}
          data-testid="privacy-share"
        >
          <Share2 aria-hidden /> {t('privacy:share')}
        </Button>
      )}
    </div>
  )
}

export const PrivacyDialog = (): ReactElement => {
  const t = useText()
  const isOpen = usePrivacy((state) => state.isOpen)
  const details = usePrivacy((state) => state.details)
  const work = usePrivacy((state) => state.work)
  const [wanted, setWanted] = useState('')
  const found = (details ?? []).filter(({ original }) =>
    original.toLowerCase().includes(wanted.toLowerCase()),
  )
  return (
    <Dialog
      title={t('privacy:title')}
      isOpen={isOpen}
      onClose={closePrivacy}
      widthPx={820}
      foot={<Foot />}
      testId="privacy-dialog"
    >
      <p className="privacy-hint">{t('privacy:hint')}</p>
      {details === null ? (
        <Progress label={t('privacy:finding')} done={work?.done ?? 0} total={work?.total ?? 0} />
      ) : details.length === 0 ? (
        <p className="quiet">{t('privacy:nothing')}</p>
      ) : (
        <>
          <TextField label={t('privacy:search')} value={wanted} onChange={setWanted} />
          <ul className="privacy-list">
            {found.slice(0, MOST_SHOWN).map((detail) => (
              <Row key={detail.original} detail={detail} />
            ))}
          </ul>
          {found.length > MOST_SHOWN && (
            <p className="quiet">{t('privacy:more', { count: found.length - MOST_SHOWN })}</p>
          )}
        </>
      )}
    </Dialog>
  )
}
