"""Which options of which tool take the next word as their value.

Read from the manual pages and `--help` texts of the tools. Options that take a value only when it is
glued on (`--color[=WHEN]`) are not listed. A key `tool verb` is the table in force after that verb, `tool *`
after any other; without them the tool's own table stays in force.
"""

from __future__ import annotations

TAKES_VALUE: dict[str, str] = {
    "apt-get": "-t --target-release --default-release -o --option -c --config-file -a --host-architecture -P --build-profiles"
    " --with-source --solver -S --snapshot",
    "aptitude": "-t --target-release --default-release -o -F --display-format -O --sort -w --width -S -h --user-tag --add-user-tag",
    "apk": "-p --root -X --repository --arch --cache-dir --cache-max-age --keys-dir --progress-fd --repositories-file --timeout --wait"
    " -t --virtual -o --output --repository-config",
    "dnf": "-c --config -d --debuglevel -e --errorlevel -R --randomwait -x --exclude --excludepkgs --setopt --enablerepo --enable-repo"
    " --disablerepo --disable-repo --repo --repoid --repofrompath --from-repo --releasever --installroot --forcearch --arch --advisory"
    " --advisories --bz --bzs --cve --cves --sec-severity --secseverity --color --comment --downloaddir --destdir --rpmverbosity"
    " --disableexcludes --disableexcludepkgs --disableplugin --enableplugin --add-repo",
    "zypper": "-c --config --userdata -R --root --installroot -D --reposd-dir -C --cache-dir --raw-cache-dir --solv-cache-dir"
    " --pkg-cache-dir -p --plus-repo --plus-content --releasever -s --table-style",
    "zypper *": "-r --repo --from -t --type --bugzilla --cve -g --category --severity --date",
    "pacman": "-b --dbpath -r --root --arch --cachedir --color --config --gpgdir --hookdir --logfile --sysroot --print-format --ignore"
    " --ignoregroup --assume-installed --overwrite",
    "pip": "-r --requirement -c --constraint -b --build -e --editable -t --target --platform --python-version --implementation --abi --root"
    " --prefix --src --upgrade-strategy -C --config-settings --global-option --install-option --build-option --no-binary --only-binary"
    " --progress-bar --root-user-action --report -i --index-url --pypi-url --extra-index-url -f --find-links --python --log"
    " --keyring-provider --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir --use-feature"
    " --use-deprecated -d --dest -w --wheel-dir --group",
    "uv": "-r --requirements --requirement -e --editable -c --constraints --constraint -b --build-constraints --build-constraint"
    " --overrides --override --excludes --extra --no-extra --group --no-group --only-group --index --default-index -i --index-url"
    " --extra-index-url -f --find-links --index-strategy --keyring-provider -P --upgrade-package --reinstall-package --resolution"
    " --prerelease --fork-strategy -C --config-setting --no-build-isolation-package --exclude-newer --link-mode --refresh-package"
    " --no-build-package --no-binary-package --no-binary --only-binary --cache-dir -p --python -t --target --prefix --python-version"
    " --python-platform --torch-backend --allow-insecure-host --trusted-host --color --directory --project --config-file --tag --branch"
    " --rev --lfs --marker -m --bounds --package -w --with --with-editable --with-requirements --from --script --env-file"
    " --no-install-package --no-sources-package",
    "poetry": "-C --directory -P --project -G --group -E --extras --with --without --only --python --platform --source",
    "pipx": "--python --pip-args --spec --index-url -i --suffix --preinstall --backend",
    "pipenv": "--python -r --requirements -i --index --pypi-mirror --extra-pip-args -e --editable --categories",
    "npm": "--registry --prefix -C --loglevel -w --workspace --cache --userconfig --globalconfig --tag --omit --include --only --also"
    " --install-strategy --before --cpu --os --libc --scope --access --auth-type --otp --node-options --script-shell --fetch-retries"
    " --fetch-retry-factor --fetch-retry-mintimeout --fetch-retry-maxtimeout --fetch-timeout --maxsockets --proxy --https-proxy --noproxy"
    " --cafile --ca --cert --key --user-agent --depth --location --allow-git --allow-scripts --min-release-age",
    "npx": "-p --package -c --call --registry --cache --userconfig -w --workspace --prefix --node-options --loglevel",
    "yarn": "--cwd --registry --cache-folder --modules-folder --network-timeout --network-concurrency --child-concurrency --mutex --prefix"
    " --global-folder --preferred-cache-folder --use-yarnrc --proxy --https-proxy --otp --link-folder --mode --tag",
    "pnpm": "-C --dir -F --filter --filter-prod --reporter --store-dir --registry --network-concurrency --child-concurrency --loglevel"
    " --fetch-retries --fetch-timeout --lockfile-dir --modules-dir --virtual-store-dir --global-dir --global-bin-dir --hoist-pattern"
    " --public-hoist-pattern --node-linker --package-import-method --allow-build --cpu --os --libc --package --cache-dir",
    "bun": "--cwd --registry -c --config --cache-dir --backend --concurrent-scripts --network-concurrency --omit --filter --linker --ca"
    " --cafile --env-file --cpu --os --minimum-release-age",
    "gem": "-v --version --platform -i --install-dir -n --bindir --build-root --document -P --trust-policy -g --file --without -s --source"
    " -p --http-proxy -B --bulk-threshold --config-file --target-rbconfig -a --add -r --remove",
    "gem install": "-v --version --platform -i --install-dir -n --bindir --build-root --document -P --trust-policy -g --file --without"
    " -s --source -p --http-proxy -B --bulk-threshold --config-file --target-rbconfig",
    "bundle": "--gemfile -j --jobs --path --without --with --retry --shebang --trust-policy --target-rbconfig --group -g --version -v"
    " --source -s --git --github --branch --ref --glob --cache-path",
    "go": "-C -o -p -covermode -coverpkg -coverprofile -asmflags -buildmode -compiler -gccgoflags -gcflags -installsuffix -ldflags -mod"
    " -modfile -overlay -pgo -pkgdir -tags -toolexec -exec -run -bench -count -cpu -timeout -parallel -reuse",
    "cargo": "--version --vers --index --registry --git --branch --tag --rev --path --root --message-format --color --config -Z -F"
    " --features -j --jobs --profile --target --target-dir --manifest-path -p --package --bin --example --test --bench --exclude"
    " --lockfile-path -C --artifact-dir --out-dir --rename",
    "composer": "-d --working-dir --prefer-install --apcu-autoloader-prefix --ignore-platform-req --audit-format --repository"
    " --repository-url --stability -s",
    "conda": "-n --name -p --prefix -c --channel -f --file --repodata-fn --solver --experimental-solver --subdir --platform --revision"
    " --clone -r --root-prefix --rc-file --default-channel --console",
    "conda clean": "",
    "dotnet": "-c --configuration -o --output -f --framework -r --runtime -a --arch --os -v --verbosity --version --tool-path --add-source"
    " --source -s --configfile --tool-manifest --packages --lock-file-path",
    "dotnet nuget": "-n --name -u --username -p --password -s --source -k --api-key --configfile --valid-authentication-types",
    "luarocks": "--tree --server --only-server --only-sources --lua-dir --lua-version --timeout",
    "choco": "-s --source --version -u --user -p --password --params --package-parameters --ia --install-arguments --cachelocation"
    " --timeout --execution-timeout",
    "curl": "--abstract-unix-socket --alt-svc --aws-sigv4 --cacert --capath -E --cert --cert-type --ciphers -K --config --connect-timeout"
    " --connect-to -C --continue-at -b --cookie -c --cookie-jar --create-file-mode --crlfile --curves -d --data --data-ascii --data-binary"
    " --data-raw --data-urlencode --delegation --dns-interface --dns-ipv4-addr --dns-ipv6-addr --dns-servers --doh-url -D --dump-header"
    " --ech --egd-file --engine --etag-compare --etag-save --expect100-timeout -F --form --form-string --ftp-account"
    " --ftp-alternative-to-user --ftp-method -P --ftp-port --ftp-ssl-ccc-mode --happy-eyeballs-timeout-ms -H --header -h --help"
    " --hostpubmd5 --hostpubsha256 --hsts --interface --ipfs-gateway --json --keepalive-time --keepalive-cnt --key --key-type --krb"
    " --libcurl --limit-rate --local-port --login-options --mail-auth --mail-from --mail-rcpt --max-filesize --max-redirs -m --max-time"
    " --netrc-file --noproxy --oauth2-bearer -o --output --output-dir --parallel-max --pass --pinnedpubkey --preproxy --proto"
    " --proto-default --proto-redir -x --proxy --proxy-cacert --proxy-capath --proxy-cert --proxy-cert-type --proxy-ciphers --proxy-crlfile"
    " --proxy-header --proxy-key --proxy-key-type --proxy-pass --proxy-pinnedpubkey --proxy-service-name --proxy-tls13-ciphers"
    " --proxy-tlsauthtype --proxy-tlspassword --proxy-tlsuser -U --proxy-user --proxy1.0 --pubkey -Q --quote --random-file -r --range"
    " --rate -e --referer -X --request --request-target --resolve --retry --retry-delay --retry-max-time --sasl-authzid --service-name"
    " --socks4 --socks4a --socks5 --socks5-gssapi-service --socks5-hostname -Y --speed-limit -y --speed-time --stderr -t --telnet-option"
    " --tftp-blksize -z --time-cond --tls-max --tls13-ciphers --tlsauthtype --tlspassword --tlsuser --trace --trace-ascii --trace-config"
    " --unix-socket -T --upload-file --url --url-query -u --user -A --user-agent --variable --vlan-priority -w --write-out",
    "wget": "-e --execute -o --output-file -a --append-output --report-speed -i --input-file -B --base --config --rejected-log -t --tries"
    " --retry-on-http-error -O --output-document --start-pos --progress -T --timeout --dns-timeout --connect-timeout --read-timeout -w"
    " --wait --waitretry -Q --quota --bind-address --limit-rate --restrict-file-names --prefer-family --user --password --use-askpass"
    " --local-encoding --remote-encoding -P --directory-prefix --cut-dirs --http-user --http-password --default-page --header"
    " --compression --max-redirect --proxy-user --proxy-password --referer -U --user-agent --load-cookies --save-cookies --post-data"
    " --post-file --method --body-data --body-file --secure-protocol --certificate --certificate-type --private-key --private-key-type"
    " --ca-certificate --ca-directory --crl-file --pinnedpubkey --random-file --ciphers --hsts-file --ftp-user --ftp-password --warc-file"
    " --warc-header --warc-max-size --warc-dedup --warc-tempdir -l --level -A --accept -R --reject --accept-regex --reject-regex"
    " --regex-type -D --domains --exclude-domains --follow-tags --ignore-tags -I --include-directories -X --exclude-directories"
    " --secure-protocol",
    "tar": "-g --listed-incremental --hole-detection --level --sparse-version --add-file -C --directory --exclude --exclude-ignore"
    " --exclude-ignore-recursive --exclude-tag --exclude-tag-all --exclude-tag-under -T --files-from -X --exclude-from --to-command"
    " --group --group-map --mode --mtime --owner --owner-map --sort --xattrs-exclude --xattrs-include -f --file -F --info-script"
    " --new-volume-script -L --tape-length --rmt-command --rsh-command --volno-file -b --blocking-factor --record-size -H --format -V"
    " --label -I --use-compress-program -K --starting-file --newer-mtime -N --newer --after-date --suffix --strip-components --transform"
    " --xform --index-file --no-quote-chars --quote-chars --quoting-style --warning",
    "git": "-C -c --git-dir --work-tree --namespace --super-prefix --config-env --attr-source",
    "git clone": "-b --branch -o --origin -u --upload-pack --reference --reference-if-able --separate-git-dir --depth --shallow-since"
    " --shallow-exclude -c --config --server-option --filter --template -j --jobs --bundle-uri --revision --ref-format",
    "git fetch": "--depth --deepen --shallow-since --shallow-exclude -j --jobs --upload-pack -o --server-option --refmap --filter",
    "git pull": "--depth --deepen -j --jobs --upload-pack -s --strategy -X --strategy-option",
    "git checkout": "-b -B --orphan --conflict --pathspec-from-file",
    "git switch": "-c --create -C --force-create --orphan --conflict",
    "git submodule": "-b --branch --depth --reference -j --jobs --name",
    "git config": "-f --file --blob --type --default --comment --url --value",
    "git apply": "-p -C --directory --exclude --include --whitespace",
    "git commit": "-m --message -F --file -C -c --author --date -t --template",
    "git *": "-m --message",
    "docker": "--config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey",
    "docker login": "-p --password -u --username --authfile --cert-dir",
    "docker exec": "-e --env --env-file -u --user -w --workdir --detach-keys",
    "docker build": "-t --tag -f --file --build-arg --build-context --cache-from --cache-to --label --network -o --output --platform"
    " --progress --secret --ssh --target --shm-size --ulimit --add-host --iidfile --metadata-file --builder --allow --attest",
    "docker run": "--add-host --annotation -a --attach --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile --cpu-count"
    " --cpu-period --cpu-quota -c --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --dns --dns-option --dns-search"
    " --domainname --entrypoint -e --env --env-file --expose --gpus --group-add --health-cmd --health-interval --health-retries"
    " --health-timeout -h --hostname --ip --ip6 --ipc --isolation -l --label --label-file --link --log-driver --log-opt --mac-address -m"
    " --memory --memory-swap --mount --name --network --network-alias --oom-score-adj --pid --pids-limit --platform -p --publish --pull"
    " --restart --runtime --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit -u --user"
    " --userns --uts -v --volume --volume-driver --volumes-from -w --workdir",
    "useradd": "-b --base-dir -c --comment -d --home-dir --home -e --expiredate -f --inactive -g --gid -G --groups -k --skel -K --key"
    " -p --password -R --root -P --prefix -s --shell -u --uid -Z --selinux-user",
    "adduser": "--uid --firstuid --lastuid --gid --firstgid --lastgid --ingroup --shell --comment --gecos --home --conf --home-dir"
    " --groups --skel --password -h -g -s -G -u -k -c -d -b -e -f -K -p",
    "usermod": "-c --comment -d --home -e --expiredate -f --inactive -g --gid -G --groups -l --login -p --password -P --prefix -R --root"
    " -s --shell -u --uid -v --add-subuids -V --del-subuids -w --add-subgids -W --del-subgids -Z --selinux-user",
    "groupadd": "-g --gid -K --key -p --password -R --root -P --prefix -U --users",
    "addgroup": "-g --gid --firstgid --lastgid --conf -K --key -p --password -R --root",
    "groupmod": "-g --gid -n --new-name -p --password -R --root -P --prefix -U --users",
    "passwd": "-i --inactive -n --mindays -r --repository -R --root -w --warndays -x --maxdays",
    "chpasswd": "-c --crypt-method -R --root -s --sha-rounds",
    "su": "-c --command --session-command -s --shell -g --group -G --supp-group -w --whitelist-environment",
    "runuser": "-c --command --session-command -s --shell -g --group -G --supp-group -u --user -w --whitelist-environment",
    "sudo": "-u --user -g --group -p --prompt -h --host -r --role -t --type -T --command-timeout -U --other-user -C --close-from -D"
    " --chdir -R --chroot",
    "chmod": "--reference",
    "chown": "--from --reference",
    "install": "-g --group -m --mode -o --owner -S --suffix -t --target-directory --strip-program",
    "cp": "-S --suffix -t --target-directory --no-preserve --sparse",
    "ln": "-S --suffix -t --target-directory",
    "mkdir": "-m --mode",
    "mktemp": "-p --suffix",
    "sed": "-e --expression -f --file -l --line-length",
    "grep": "-e --regexp -f --file -m --max-count -A --after-context -B --before-context -C --context --label -d -D",
    "head": "-n --lines -c --bytes",
    "cut": "-d --delimiter -f --fields -c --characters -b --bytes --output-delimiter",
    "sort": "-k --key -t --field-separator -o --output -S --buffer-size -T --temporary-directory",
    "xargs": "-a --arg-file -d --delimiter -E -I -L --max-lines -n --max-args -P --max-procs -s --max-chars --process-slot-var",
    "make": "-C --directory -f --file --makefile -I --include-dir -o --old-file -W --what-if",
    "patch": "-p --strip -i --input -d --directory -o --output -F --fuzz -r --reject-file",
    "unzip": "-d -x -P",
    "rpm": "--root -r --dbpath --prefix -E --eval --define -D --queryformat --qf --rcfile --relocate --excludepath",
    "gpg": "--keyserver --homedir --keyring -o --output -u --local-user -r --recipient --keyserver-options"
    " --options --trust-model --passphrase --passphrase-file --status-fd",
    "mysql": "-u --user -h --host -P --port -D --database -e --execute -S --socket --defaults-file --defaults-extra-file",
    "mongo": "-u --username -p --password -h --host --port -d --db -c --collection --authenticationDatabase --uri --eval -o --out",
    "sshpass": "-p -f -d -P",
    "redis-cli": "-h -p -s -a -u -n -x -r -i --user --pass --cacert --cert --key",
    "sqlcmd": "-U -P -S -d -Q -q -i -o -v -l -t -s -w",
    "cqlsh": "-u --username -p --password -k --keyspace -f --file -e --execute",
    "az": "-u --username -p --password -t --tenant -n --name -g --resource-group -o --output --subscription -s",
    "oras": "-u --username -p --password -d --output -o --annotation --config --platform",
    "skopeo": "-u --username -p --password --authfile --cert-dir --src-creds --dest-creds --creds --format --src-cert-dir --dest-cert-dir",
    "helm": "-u --username -p --password -n --namespace -f --values --set --set-string --set-file --version --repo --kube-context --ca-file"
    " --cert-file --key-file --kubeconfig --registry-config --repository-config -d --destination",
    "crane": "-u --username -p --password --platform -t --tag",
    "twine": "-r --repository --repository-url -u --username -p --password -c --comment --config-file --cert --client-cert -i --identity",
    "zip": "-P -x -i -n -b -t",
    "openssl enc": "-in -out -k -kfile -K -iv -S -pass -md -iter -e",
    "ldapsearch": "-D -w -y -H -h -p -b -s -a -l -z -f -e -o -O -R -U -X -Y -d",
    "ssh-keygen": "-t -b -C -f -N -P -a -m -O -F -R -I -n -V -Z",
    "lftp": "-u --user -p --port -e -f -c --env-password",
    "smbclient": "-U --user -c --command -W --workgroup -p --port -I -A --authentication-file -D --directory",
    "influx": "-t --token -o --org -b --bucket --host -p --password -u --username -n --name",
    "fly": "-t --access-token -a --app -c --config",
    "flyctl": "-t --access-token -a --app -c --config",
    "codecov": "-t --token -f --file -F --flags -n --name",
    "codecovcli": "-t --token -f --file -F --flag",
    "slappasswd": "-s -h -T",
    "doctl": "-t --access-token",
    "oc": "-u --username -p --password -n --namespace",
    "ibmcloud": "-p -u -a -r -g --apikey",
    "rancher": "-t --token",
    "cf": "-u -p -o -s -a",
    "isql": "-U -P -S -d",
    "tsql": "-U -P -S -p -H -D",
    "osql": "-U -P -S -d -Q -i",
    "ncftpget": "-u -p -P",
    "ncftpput": "-u -p -P",
    "plink": "-pw -P -l -i",
    "pscp": "-pw -P -l -i",
    "elasticsearch-users": "-p --password -r --roles",
    "pk12util": "-W -K -d -i -o -n -w -k",
    "date": "-d --date -r --reference -f --file -D -s --set",
    "stat": "-c --format --printf",
    "set": "-o",
    "read": "-a -d -i -n -N -p -t -u",
    "python": "-c -m -W -X",
    "node": "-e --eval -p --print -r --require --import",
    "bash": "-o -O --rcfile --init-file",
}

SAME: dict[str, str] = {
    "apt": "apt-get",
    "yum": "dnf",
    "microdnf": "dnf",
    "tdnf": "dnf",
    "dnf5": "dnf",
    "pip3": "pip",
    "mamba": "conda",
    "micromamba": "conda",
    "yarnpkg": "yarn",
    "pnpx": "pnpm",
    "bunx": "bun",
    "uvx": "uv",
    "bundler": "bundle",
    "podman": "docker",
    "nerdctl": "docker",
    "buildah": "docker",
    "mv": "ln",
    "tail": "head",
    "gpg2": "gpg",
    "sh": "bash",
    "dash": "bash",
    "ash": "bash",
    "zsh": "bash",
    "ksh": "bash",
    "bsdtar": "tar",
    "egrep": "grep",
    "fgrep": "grep",
    "doas": "sudo",
    "mysqldump": "mysql",
    "mysqladmin": "mysql",
    "mariadb": "mysql",
    "mariadb-dump": "mysql",
    "mariadb-admin": "mysql",
    "mongosh": "mongo",
    "mongodump": "mongo",
    "mongorestore": "mongo",
    "mongoimport": "mongo",
    "bcp": "sqlcmd",
    "ldapadd": "ldapsearch",
    "ldapmodify": "ldapsearch",
}

GLUED: dict[str, str] = {
    "sed": "-i", "xargs": "-i -e", "make": "-j -l", "perl": "-i", "mysql": "-p", "7z": "-p -o", "7za": "-p -o", "7zr": "-p -o",
    "7zz": "-p -o", "unrar": "-p", "rar": "-p",
}  # fmt: skip
"""Short options whose value, if any, is the rest of the word."""

SINGLE_DASH = frozenset(("plink", "pscp", "go", "find", "java", "javac", "openssl", "terraform", "keytool", "ffmpeg"))
"""Tools whose long options begin with one dash."""

STOPS = frozenset((
    "python", "node", "bash", "xargs", "ruby", "perl", "php", "npx", "sudo", "uvx", "bunx", "pnpx", "docker run", "docker exec", "go run",
    "uv run", "pipx run", "pnpm dlx", "yarn dlx", "bun x", "npm exec", "bundle exec", "poetry run", "conda run", "sshpass",
))  # fmt: skip
"""Tools, and verbs, that leave all words after their first operand to another program."""
