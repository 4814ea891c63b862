import type { World } from './machine.ts';

/** Programs that every image of repo2docker has. */
const PRESENT: ReadonlySet<string> = new Set(
  'awk basename bash cat chgrp chmod chown cp curl cut date dd df dirname du echo egrep env envsubst expr false fgrep find git grep gzip head hostname id ls ln mkdir mktemp mv nice nohup perl printf ps pwd readlink realpath rm rmdir sed seq sh sleep sort stat tail tar tee test timeout touch tr true tty uname uniq wc whoami xargs python python3 pip pip3 conda mamba jupyter jupyter-lab jupyter-notebook jupyterhub-singleuser'.split(
    ' ',
  ),
);

/** Characters that no name of a program has; with them it is a slip such as `[[-z` or `MY-VAR=1`. */
const NEVER = /[=[\]{}$"'`\s,;<>|&*?()!#%^~\\\u2010-\u201f]/;

export const HUB_WORLD: World = {
  programs: (name) => {
    const short = name.startsWith('/') ? name.slice(name.lastIndexOf('/') + 1) : name;
    if (name === '' || NEVER.test(name)) return 'absent';
    return PRESENT.has(short) && /^(?:\/usr)?(?:\/bin\/)?[^/]+$/.test(name) ? 'present' : 'unknown';
  },
  executable: () => 'unknown',
  serverStatus: 'unknown',
  silentServer: false,
  input: 'unknown',
  ordered: false,
};

/** Programs that a plain Debian has not, and images may have: whether they are there is never claimed. */
const PERHAPS: ReadonlySet<string> = new Set(
  '7z apt apt-cache apt-get ar as at aws az azcopy bc busybox bzip2 c++ cal cc chromium clang cmake code code-server col colrm column conda convert cron crontab csh curl dask dask-scheduler dask-ssh dask-worker dig docker dpkg dvc ed emacs ex expect ffmpeg file firefox fish flock fuser g++ gawk gcc gcloud gcsfuse gdalinfo gdb gem gfortran gh git git-lfs go gpg gs gsutil gunicorn h5dump hd helm hexdump hg host htop iconv ifconfig inotifywait ip ipcluster ipython ipython3 java javac jlpm jq julia jupyter jupyter-console jupyter-lab jupyter-labextension jupyter-nbconvert jupyter-nbextension jupyter-notebook jupyter-repo2docker jupyter-run jupyter-server jupyter-serverextension jupyter-trust jupyterhub jupyterhub-singleuser kaggle kill killall ksh kubectl less locale look lsof ltrace lz4 m4 make mamba man md5 micromamba mlflow more mount mpirun mvn mysql nano nbdiff nbstripout nc ncdump netcat netstat nginx ninja node nodejs ncal npm npx nproc nvidia-smi octave openssl panel papermill parallel patch perl pgrep ping pip pip2 pip3 pipenv pipx pixi pkill pnpm podman poetry postgres prefect ps psql pstree pv py.test pypy3 pytest python python2 python3 quarto R Rscript ray rclone redis-server rg rsync ruby rustc s3cmd s5cmd screen sftp shellcheck socat spark-submit sqlite3 ssh ssh-add ssh-agent ssh-keygen strace streamlit strings sudo supervisord svn systemctl tcsh telnet terraform tmux top tox traceroute tree ul unrar unzip uptime uv uvicorn vi view vim virtualenv vncserver voila watch websockify wget xauth xdg-open xmllint xvfb-run Xvfb xxd xz yarn yq zip zsh zstd'.split(
    ' ',
  ),
);

const DEBIAN: ReadonlySet<string> = new Set(
  '[ arch addpart awk b2sum base32 base64 basename basenc bash bashbug cat chage chattr chcon chfn chgrp chmod choom chown chpasswd chroot chrt chsh cksum clear clear_console cmp comm cp csplit cut dash date dd deb-systemd-helper debconf df diff diff3 dir dircolors dirname dmesg dnsdomainname domainname du echo egrep env envsubst expand expiry expr factor faillog fallocate false fgrep find findmnt flock fmt fold gettext gpasswd grep groups gunzip gzexe gzip head hostid hostname id infocmp install ionice ipcmk ipcrm ipcs join last lastb lastlog link linux32 linux64 ln logger login logname ls lsattr lsblk lscpu lsipc lslocks lslogins lsmem lsns mawk mcookie md5sum mesg mkdir mkfifo mknod mktemp more mount mountpoint mv namei nawk newgrp ngettext nice nisdomainname nl nohup nproc nsenter numfmt od pager partx passwd paste pathchk perl perl5.36.0 pidof pinky pldd pr printenv printf prlimit ptx pwd rbash rcp readlink realpath rename.ul renice reset resizepart rev rgrep rm rmdir run-parts runcon savelog script scriptlive scriptreplay sdiff sed seq setarch setpriv setsid setterm sg sh sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty su sum sync tabs tac tail tar taskset tee tempfile test tic timeout toe touch tput tr true truncate tset tsort tty tzselect umount uname uncompress unexpand uniq unlink unshare update-alternatives users utmpdump vdir wall wc wdctl whereis which which.debianutils who whoami write xargs yes ypdomainname zcat zcmp zdiff zegrep zfgrep zforce zgrep zless zmore znew'.split(
    ' ',
  ),
);

/** A plain Debian with a server that says nothing and ends well: what one finds without an image. */
export const PLAIN_WORLD: World = {
  programs: (name) => {
    const short = name.startsWith('/') ? name.slice(name.lastIndexOf('/') + 1) : name;
    if (name === '' || NEVER.test(name)) return name === '[' ? 'present' : 'absent';
    if (name.startsWith('/'))
      return /^(?:\/usr)?\/bin\/[^/]+$/.test(name) && DEBIAN.has(short) ? 'present' : 'unknown';
    return DEBIAN.has(name) ? 'present' : PERHAPS.has(name) ? 'unknown' : 'absent';
  },
  executable: () => 'unknown',
  serverStatus: 0,
  silentServer: true,
  input: 'empty',
  ordered: true,
};
