// Adding a server: the door it needs, its address and key, what it has, and which of its models is meant.
import { useEffect, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { loadDoors, setDoor, shutAllDoors, useDoors } from '../safety/doors-store.ts'
import { Button, Progress, Select, Switch, TextField } from '../ui/index.ts'
import { addServer, askServer, changeForm, stopAsking, useWriters } from './writers-store.ts'

const DOOR = 'remote-models'
/** Where a server on this machine usually is. */
const EXAMPLE = 'http://127.0.0.1:8080/v1'

/** What the studio may do, in plain words, where it is needed. */
export const ServerDoor = (): ReactElement | null => {
  const t = useText()
  const listing = useDoors()
  useEffect(() => void loadDoors(), [])
  const door = listing?.doors.find(({ id }) => id === DOOR)
  if (!listing || !door) return null
  return (
    <div
      className={door.open && !listing.allShut ? 'writers-door' : 'writers-door shut'}
      data-testid="server-door"
    >
      <Switch selected={door.open} onChange={(open) => void setDoor(DOOR, open)}>
        <span>
          {t('writers:door')}
          <small>{t('writers:doorHint')}</small>
        </span>
      </Switch>
      {listing.allShut && (
        <p>
          {t('writers:allShut')}{' '}
          <Button onPress={() => void shutAllDoors(false)}>{t('writers:liftShut')}</Button>
        </p>
      )}
    </div>
  )
}

const Answer = (): ReactElement | null => {
  const t = useText()
  const server = useWriters((state) => state.server)
  const model = useWriters((state) => state.form.model)
  const busy = useWriters((state) => state.busy)
  if (!server) return null
  const told = server.models.find(({ id }) => id === model)?.contextTokens ?? null
  return (
    <div className="server-answer" data-testid="server-answer">
      <p className="quiet" role="status">
        {[
          t('writers:answers', { count: server.models.length }),
          t(server.chats ? 'writers:serverChats' : 'writers:serverContinues'),
          ...(told === null ? [] : [t('writers:context', { count: told, formatted: formatNumber(told) })]),
        ].join(' · ')}
      </p>
      <Select
        label={t('writers:serverModel')}
        value={model}
        choices={server.models.map(({ id }) => ({ id, label: id }))}
        onChange={(chosen) => changeForm({ model: chosen })}
      />
      <Button look="primary" isDisabled={busy} onPress={() => void addServer()} data-testid="server-add">
        {t('writers:addServer')}
      </Button>
    </div>
  )
}

export const AddServer = (): ReactElement => {
  const t = useText()
  const form = useWriters((state) => state.form)
  const busy = useWriters((state) => state.busy)
  const problem = useWriters((state) => state.problem)
  const listing = useDoors()
  const passes = listing?.allShut === false && listing.doors.some(({ id, open }) => id === DOOR && open)
  const ask = (): void => {
    if (passes && form.url.trim() !== '') void askServer()
  }
  return (
    <div className="writers-add">
      <p className="quiet">{t('writers:serverLead')}</p>
      <ServerDoor />
      <div className="writers-line">
        <TextField
          label={t('writers:address')}
          placeholder={EXAMPLE}
          value={form.url}
          onChange={(url) => changeForm({ url })}
          onSubmit={ask}
          autoFocus
          testId="server-url"
        />
        <TextField
          secret
          label={t('writers:key')}
          hint={t('writers:keyHint')}
          value={form.key}
          onChange={(key) => changeForm({ key })}
          onSubmit={ask}
          testId="server-key"
        />
        {busy ? (
          <Button onPress={stopAsking}>{t('writers:stop')}</Button>
        ) : (
          <Button isDisabled={!passes || form.url.trim() === ''} onPress={ask} data-testid="server-ask">
            {t('writers:askServer')}
          </Button>
        )}
      </div>
      {busy && (
        <p className="writers-busy" role="status">
          <Progress label={t('writers:asking')} done={0} total={0} /> {t('writers:asking')}
        </p>
      )}
      {problem !== '' && (
        <p className="error" role="alert" data-testid="writers-problem">
          {problem}
        </p>
      )}
      <Answer />
    </div>
  )
}
