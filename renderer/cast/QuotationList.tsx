// Who says what: every quotation with its speaker as the rules found it, and the writer's last word on it.
import { ArrowLeft } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Empty, IconButton, Select } from '../ui/index.ts'
import { confirmSpeaker, readQuotations, showList, useCast, type Quotation } from './cast-store.ts'

const NOBODY = 'nobody'
const FOUND = 'found'
const ALL = 'all'
/** More at once make a panel slow; the scene can be chosen. */
const SHOWN = 200

const Said = ({ quotation }: { readonly quotation: Quotation }): ReactElement => {
  const t = useText()
  const cast = useCast((state) => state.characters) ?? []
  const { text, characterId, name, how } = quotation
  const isOpen = how !== 'confirmed' && characterId === null
  const choices = [
    ...(isOpen ? [{ id: FOUND, label: name === '' ? t('cast:unknownSpeaker') : name }] : []),
    ...cast.map((each) => ({ id: each.id, label: each.name })),
    { id: NOBODY, label: t('cast:nobody') },
    ...(how === 'confirmed' ? [{ id: FOUND, label: t('cast:asFound') }] : []),
  ]
  const value = characterId ?? (how === 'confirmed' ? NOBODY : FOUND)
  return (
    <li className="cast-said" data-testid="cast-quotation">
      <blockquote>{text}</blockquote>
      <div className="cast-said-who">
        <Select
          label={t('cast:whoSays', { text: text.slice(0, 40) })}
          hideLabel
          value={value}
          choices={choices}
          onChange={(choice) => {
            if (choice === value) return
            void confirmSpeaker(quotation, choice === FOUND ? undefined : choice === NOBODY ? null : choice)
          }}
        />
        <span className="quiet">{t(`cast:how_${how ?? 'none'}`)}</span>
      </div>
    </li>
  )
}

export const QuotationList = (): ReactElement => {
  const t = useText()
  const { quotations, isReading, scenes, sceneId } = useCast((state) => state)
  return (
    <div className="cast-sheet">
      <div className="cast-head">
        <IconButton label={t('cast:back')} onPress={showList} data-testid="cast-back">
          <ArrowLeft aria-hidden />
        </IconButton>
        <h2>{t('cast:whoSaysWhat')}</h2>
      </div>
      <Select
        label={t('cast:scene')}
        value={sceneId ?? ALL}
        choices={[
          { id: ALL, label: t('cast:wholeBook') },
          ...scenes.map(({ id, title }) => ({ id, label: title })),
        ]}
        onChange={(choice) => void readQuotations(choice === ALL ? null : choice)}
      />
      {isReading && quotations.length === 0 && <p role="status">{t('cast:reading')}</p>}
      {!isReading && quotations.length === 0 && <Empty title={t('cast:noQuotations')} />}
      <ul className="cast-list" aria-label={t('cast:whoSaysWhat')}>
        {quotations.slice(0, SHOWN).map((quotation) => (
          <Said key={`${quotation.blockId} ${quotation.from}`} quotation={quotation} />
        ))}
      </ul>
      {quotations.length > SHOWN && (
        <p className="quiet">{t('cast:more', { count: quotations.length - SHOWN })}</p>
      )}
    </div>
  )
}
