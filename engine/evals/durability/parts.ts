// What the proof of durability borrows from the engine's rooms: the source of chance, and the verdict on a file.
export { Random } from '../../nn/seed.ts'
export { checkProject } from '../../store/check-project.ts'
