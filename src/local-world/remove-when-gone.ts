import { whenGone } from "./when-gone.ts";

/** Ends the server whose folder it is, by the number in its own file, and deletes the folder. */
const SCRIPT = `pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -CONT "$pid" 2>/dev/null; kill -QUIT "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
fi
until rm -rf "$1" 2>/dev/null && [ ! -e "$1" ]; do sleep 0.2; done`;

/** @returns to be called when the folder is gone in good order */
export const removeWhenGone = (folder: string): () => void => whenGone(SCRIPT, folder);
