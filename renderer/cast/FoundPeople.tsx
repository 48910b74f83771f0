// People whom the manuscript shows: taken into the cast one by one, or all at once.
import { ArrowLeft, Check, UserPlus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Empty, IconButton } from '../ui/index.ts'
import { addFound, joinFound, showList, useCast, type FoundPerson } from './cast-store.ts'

const Person = ({ person }: { readonly person: FoundPerson }): ReactElement => {
  const t = useText()
  const { name, aliases, mentions, quotations, samples, characterId, couldBe } = person
  const owners = useCast((state) => state.found).filter((each) => couldBe.includes(each.name))
  return (
    <li className="cast-found" data-testid="cast-found">
      <div className="cast-found-head">
        <strong>{name}</strong>
        {characterId === null ? (
          <Button writes onPress={() => void addFound([person])} aria-label={t('cast:addPerson', { name })}>
            <UserPlus aria-hidden /> {t('cast:addOne')}
          </Button>
        ) : (
          <span className="quiet">
            <Check aria-hidden /> {t('cast:known')}
          </span>
        )}
      </div>
      {aliases.length > 0 && <p className="quiet">{t('cast:alsoCalled', { names: aliases.join(', ') })}</p>}
      <p className="quiet">{t('cast:mentions', { mentions, quotations })}</p>
      {characterId === null && owners.length > 0 && (
        <div className="cast-whose" role="group" aria-label={t('cast:whose', { name })}>
          <span className="quiet">{t('cast:whose', { name })}</span>
          {owners.map((owner) => (
            <Button
              key={owner.name}
              writes
              onPress={() => void joinFound(person, owner)}
              aria-label={t('cast:isOf', { name, owner: owner.name })}
              data-testid="cast-whose"
            >
              {owner.name}
            </Button>
          ))}
        </div>
      )}
      {samples[0] !== undefined && <blockquote>{samples[0]}</blockquote>}
    </li>
  )
}

export const FoundPeople = (): ReactElement => {
  const t = useText()
  const found = useCast((state) => state.found)
  const isReading = useCast((state) => state.isReading)
  // Whose name it is must be asked first where it could be several people's.
  const fresh = found.filter(({ characterId, couldBe }) => characterId === null && couldBe.length === 0)
  return (
    <div className="cast-sheet">
      <div className="cast-head">
        <IconButton label={t('cast:back')} onPress={showList} data-testid="cast-back">
          <ArrowLeft aria-hidden />
        </IconButton>
        <h2>{t('cast:foundTitle')}</h2>
      </div>
      {isReading && <p role="status">{t('cast:reading')}</p>}
      {!isReading && found.length === 0 && (
        <Empty title={t('cast:nobodyFound')}>
          <span>{t('cast:nobodyFoundHint')}</span>
        </Empty>
      )}
      {fresh.length > 1 && (
        <Button writes look="primary" onPress={() => void addFound(fresh)} data-testid="cast-add-all">
          <UserPlus aria-hidden /> {t('cast:addAll', { count: fresh.length })}
        </Button>
      )}
      <ul className="cast-list" aria-label={t('cast:foundTitle')}>
        {found.map((person) => (
          <Person key={person.name} person={person} />
        ))}
      </ul>
    </div>
  )
}
