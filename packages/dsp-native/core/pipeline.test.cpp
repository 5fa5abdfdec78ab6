#include "pipeline.h"

#include <doctest.h>

using namespace prosodia;

TEST_CASE("the notebook's options give 259 frames") {
  const Result<Pipeline> pipeline = Pipeline::create({});
  REQUIRE(pipeline);
  CHECK(pipeline->maxFrames() == 259);
  CHECK(pipeline->width() == 259);
}
