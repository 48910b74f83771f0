// llama.cpp for tests, where it can be had.
export { loadLlama } from '../../engine/evals/gguf/llama.ts'
