// A mount namespace in which the repository of a case is /home/jovyan itself, and the probe /probe, so that scripts that
// take paths apart, count their letters or sort them see what they see in the image. Nothing outside changes.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Puts the folders of the machine into a new root, with an own /home and /tmp, and runs the command in it. */
const ENTER = `set -e
root=$1
shift
mount -t tmpfs none "$root"
for each in /*; do
  case $each in /home | /tmp) mkdir "$root$each"; continue ;; esac
  if [ -L "$each" ]; then cp -P "$each" "$root/"
  elif [ -d "$each" ]; then mkdir "$root$each"; mount --rbind "$each" "$root$each"
  fi
done
chmod 1777 "$root/tmp"
exec chroot "$root" "$@"`;

/**
 * The command that runs another one in such a namespace, and the environment for it; the command itself where the
 * machine allows no namespaces.
 * @param folder an empty folder that does not exist yet
 */
export function atHome(folder, command) {
  mkdirSync(folder);
  const own = process.getuid?.() === 0 ? '-m' : '-mUr';
  const within = (inner) => ['unshare', own, 'sh', '-c', ENTER, 'sh', folder, ...inner];
  const [program, ...args] = within(['true']);
  return spawnSync(program, args).status === 0
    ? { command: within(command), env: { OBSERVE_AT_HOME: '1' } }
    : { command, env: {} };
}
