// The service on or off, where it listens, and what it is doing.
import { useEffect, useState, type ReactElement } from 'react'
import { Copy } from 'lucide-react'
import { notify } from '../app/notices-store.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { loadDoors, useDoors } from '../safety/doors-store.ts'
import { IconButton, Select, Switch, TextField } from '../ui/index.ts'
import { lookAgain, switchOff, switchOn, useService } from './service-store.ts'

const LOOK_EVERY_MS = 1000
const WORKERS = ['1', '2', '4', '8'] as const
const LARGEST_PORT = 65_535

const isPort = (text: string): boolean =>
  text === '' || (/^\d{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= LARGEST_PORT)

const Figures = (): ReactElement | null => {
  const t = useText()
  const state = useService((found) => found.state)
  if (!state) return null
  const { answered, refused, tokens, writing, waiting } = state
  const said = [
    t('service:now', { count: answered, formatted: formatNumber(answered) }),
    t('service:refused', { formatted: formatNumber(refused) }),
    t('service:tokens', { formatted: formatNumber(tokens) }),
    t('service:writing', { formatted: formatNumber(writing) }),
    t('service:waiting', { formatted: formatNumber(waiting) }),
  ]
  return (
    <p className="hint" data-testid="service-figures">
      {said.join(' · ')}
    </p>
  )
}

const Address = ({ url }: { readonly url: string }): ReactElement => {
  const t = useText()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url)
    notify({ tone: 'success', message: t('service:copied') })
  }
  return (
    <p className="service-address">
      <span className="label">{t('service:address')}</span>
      <code data-testid="service-address">{url}</code>
      <IconButton label={t('service:copy')} onPress={() => void copy()}>
        <Copy />
      </IconButton>
    </p>
  )
}

export const ServiceSwitch = (): ReactElement => {
  const t = useText()
  const state = useService((found) => found.state)
  const doors = useDoors()
  const [port, setPort] = useState('8080')
  const [workers, setWorkers] = useState<(typeof WORKERS)[number]>('1')
  const [beyond, setBeyond] = useState(false)
  const running = state?.running ?? false
  useEffect(() => void loadDoors(), [])
  useEffect(() => {
    const timer = setInterval(() => void lookAgain(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const mayGoBeyond = doors?.allShut === false && doors.doors.some(({ id, open }) => id === 'serve' && open)
  const change = (on: boolean): void => {
    if (!on) void switchOff()
    else if (isPort(port))
      void switchOn({
        port: Number(port),
        workers: Number(workers),
        host: beyond && mayGoBeyond ? '0.0.0.0' : '127.0.0.1',
      })
  }
  return (
    <section className="service-part" aria-label={t('service:title')}>
      <p>{t('service:lead')}</p>
      <Switch selected={running} onChange={change}>
        <span>
          {t('service:running')}
          <small>{t(running ? 'service:on' : 'service:off')}</small>
        </span>
      </Switch>
      {running && state?.url != null && <Address url={state.url} />}
      {running && <Figures />}
      {!running && (
        <>
          <div className="service-row">
            <TextField
              label={t('service:port')}
              value={port}
              onChange={setPort}
              hint={t('service:portHint')}
              testId="service-port"
              {...(isPort(port) ? {} : { error: t('service:portWrong') })}
            />
            <Select
              label={t('service:workers')}
              value={workers}
              choices={WORKERS.map((id) => ({ id, label: id }))}
              onChange={setWorkers}
              hint={t('service:workersHint')}
            />
          </div>
          {mayGoBeyond && (
            <Switch selected={beyond} onChange={setBeyond}>
              <span>
                {t('service:beyond')}
                <small>{t('service:beyondHint')}</small>
              </span>
            </Switch>
          )}
        </>
      )}
    </section>
  )
}
