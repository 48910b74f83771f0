// What the troubles of model files and servers mean to a writer: what happened, what was kept, what to do.
import { EngineError } from '../domain/errors.ts'
import { LlamaError } from '../models/gguf/llama-runner.ts'
import { GgufError } from '../models/gguf/read-gguf.ts'
import { ServerError } from '../models/remote/server-error.ts'

/** What llama.cpp's troubles mean to a writer. */
export const modelFailed = (error: unknown, name: string): unknown => {
  if (error instanceof GgufError)
    return new EngineError(
      'FILE_UNREADABLE',
      `${error.message}. Nothing was changed.`,
      { name, trouble: error.trouble },
      { cause: error },
    )
  if (!(error instanceof LlamaError)) return error
  const { trouble } = error
  const words = {
    missing: 'This installation cannot run model files. Your text is as it was; use another model.',
    memory:
      'There is not enough memory for this model. Your text is as it was; choose a smaller one, or less context.',
    unreadable: 'The model could not be read. Your text is as it was; check that the file is whole.',
    'too-long':
      'The question is too long for this model. Your text is as it was; ask about less, or give the model more context.',
    gone: 'The model stopped, perhaps for want of memory. Your text is as it was; try once more, or a smaller model.',
    failed: 'The model failed. Your text is as it was; try once more.',
  }[trouble]
  return new EngineError(
    'MODEL_FAILED',
    words,
    { name, trouble, detail: error.message.slice(0, 300) },
    { cause: error },
  )
}

/** Work of a model file, whose troubles come out as a writer can read them. */
export const explained = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw modelFailed(error, name)
  }
}

/** What a server's troubles mean to a writer. */
export const serverFailed = (error: unknown, name: string): unknown => {
  if (!(error instanceof ServerError)) return error
  const { trouble, status } = error
  const words = {
    unreachable:
      'Nobody answers at this address. Your text is as it was; check that the server runs and the address is right.',
    refused: 'The server does not accept the key. Your text is as it was; give it the right one.',
    busy: 'The server is too busy. Your text is as it was; try again in a while.',
    timeout: 'The server stopped answering. What it had written is kept; try again.',
    'too-long':
      'The text is too long for this server’s model. Your text is as it was; give the model less context.',
    broken: 'The server’s answer broke off. What it had written is kept; try again.',
    'unknown-server':
      'The server does not answer like an OpenAI-compatible one. Check the address; it often ends in /v1.',
    failed: 'The server could not do it. Your text is as it was.',
  }[trouble]
  return new EngineError(
    'SERVER_FAILED',
    words,
    { name, trouble, status, detail: error.message.slice(0, 300) },
    { cause: error },
  )
}
