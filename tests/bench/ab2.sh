nice -n -20 node_modules/.bin/tsx tests/bench/ab.tmp.ts "$@"
