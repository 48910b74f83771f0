// The cast beside the page: everybody in it, and from there a sheet, people to be found, and who says what.
import { ArrowDown, ArrowUp, MessageSquareQuote, Quote, ScanSearch, UserPlus, Users } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as PlainButton } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { Button, Empty, IconButton } from '../ui/index.ts'
import {
  addCharacter,
  findPeople,
  moveCharacter,
  readQuotations,
  showSheet,
  useCast,
  type Character,
} from './cast-store.ts'
import { ImportCardButton } from './CardButtons.tsx'
import { CharacterSheet } from './CharacterSheet.tsx'
import { FoundPeople } from './FoundPeople.tsx'
import { openLines } from './lines-store.ts'
import { QuotationList } from './QuotationList.tsx'
import './cast.css'

const Member = (props: {
  readonly character: Character
  readonly at: number
  readonly last: number
}): ReactElement => {
  const t = useText()
  const { character, at, last } = props
  const { id, name, role, feeling } = character
  return (
    <li className="cast-member" data-testid="cast-member">
      <PlainButton className="cast-name" onPress={() => showSheet(id)}>
        <strong>{name}</strong>
        {role !== '' && <span className="quiet">{role}</span>}
      </PlainButton>
      <EmotionMark emotion={feeling.label} sizePx={12} />
      <IconButton
        writes
        label={t('cast:up', { name })}
        isDisabled={at === 0}
        onPress={() => void moveCharacter(id, -1)}
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        writes
        label={t('cast:down', { name })}
        isDisabled={at === last}
        onPress={() => void moveCharacter(id, 1)}
      >
        <ArrowDown aria-hidden />
      </IconButton>
    </li>
  )
}

const Acts = ({ hasCast }: { readonly hasCast: boolean }): ReactElement => {
  const t = useText()
  return (
    <div className="cast-acts">
      <Button writes look="primary" onPress={() => void addCharacter()} data-testid="cast-add">
        <UserPlus aria-hidden /> {t('cast:add')}
      </Button>
      <Button onPress={() => void findPeople()} data-testid="cast-find">
        <ScanSearch aria-hidden /> {t('cast:find')}
      </Button>
      <ImportCardButton />
      {hasCast && (
        <>
          <Button onPress={() => void readQuotations(null)} data-testid="cast-quotations">
            <Quote aria-hidden /> {t('cast:whoSaysWhat')}
          </Button>
          <Button onPress={() => openLines([])} data-testid="cast-all-lines">
            <MessageSquareQuote aria-hidden /> {t('cast:lines')}
          </Button>
        </>
      )}
    </div>
  )
}

export const CastPanel = (): ReactElement | null => {
  const t = useText()
  const characters = useCast((state) => state.characters)
  const view = useCast((state) => state.view)
  const selectedId = useCast((state) => state.selectedId)
  if (characters === null) return null
  const selected = characters.find(({ id }) => id === selectedId)
  if (view === 'sheet' && selected)
    return (
      <div className="cast">
        <CharacterSheet key={selected.id} character={selected} />
      </div>
    )
  return (
    <div className="cast" data-testid="cast-panel">
      {view === 'found' ? (
        <FoundPeople />
      ) : view === 'quotations' ? (
        <QuotationList />
      ) : (
        <>
          <Acts hasCast={characters.length > 0} />
          {characters.length === 0 ? (
            <Empty icon={<Users aria-hidden />} title={t('cast:empty')}>
              <span>{t('cast:emptyHint')}</span>
            </Empty>
          ) : (
            <ul className="cast-list" aria-label={t('cast:title')}>
              {characters.map((character, at) => (
                <Member key={character.id} character={character} at={at} last={characters.length - 1} />
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  )
}
