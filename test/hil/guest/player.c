// Moves simulated lines at planned times, as precisely as the guest can, and says when it really did.
// usage: player < plan    a line of the plan: MICROSECONDS FILE TEXT, ascending
// Prints for each: planned, begun, done: microseconds of CLOCK_MONOTONIC, planned and done after the first line's zero.
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST 20000
#define SPIN_US 300
#define LEAD_US 20000

struct edge {
  long at_us, begun_us, done_us;
  int file;
  char text[16];
};
static struct edge edges[MOST];

static long now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static void wait_until(long at_us) {
  long left = at_us - now_us();
  if (left > SPIN_US) usleep(left - SPIN_US);
  while (now_us() < at_us) {}
}

static int file_of(const char *path) {
  static struct { char path[256]; int file; } open_files[16];
  int i = 0;
  for (; i < 16 && open_files[i].path[0]; i += 1)
    if (strcmp(open_files[i].path, path) == 0) return open_files[i].file;
  if (i == 16) exit(3);
  strcpy(open_files[i].path, path);
  open_files[i].file = open(path, O_WRONLY);
  if (open_files[i].file < 0) {
    perror(path);
    exit(2);
  }
  return open_files[i].file;
}

int main(void) {
  int count = 0;
  char path[256];
  struct sched_param priority = {.sched_priority = 50};
  sched_setscheduler(0, SCHED_FIFO, &priority);
  while (count < MOST && scanf("%ld %255s %15s", &edges[count].at_us, path, edges[count].text) == 3) {
    edges[count].file = file_of(path);
    count += 1;
  }
  long zero_us = now_us() + LEAD_US;
  for (int i = 0; i < count; i += 1) {
    wait_until(zero_us + edges[i].at_us);
    edges[i].begun_us = now_us();
    if (pwrite(edges[i].file, edges[i].text, strlen(edges[i].text), 0) < 0) {
      perror(edges[i].text);
      return 2;
    }
    edges[i].done_us = now_us();
  }
  for (int i = 0; i < count; i += 1)
    printf("%ld %ld %ld\n", zero_us + edges[i].at_us, edges[i].begun_us, edges[i].done_us);
  return 0;
}
