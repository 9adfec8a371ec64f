#!/bin/bash
# Run once by the influxdb image after its first setup: lets the 1.x paths /write?db= and /query?db= reach the bucket.
set -euo pipefail
influx v1 dbrp create \
  --db "$DOCKER_INFLUXDB_INIT_BUCKET" \
  --rp autogen \
  --default \
  --bucket-id "$DOCKER_INFLUXDB_INIT_BUCKET_ID"
